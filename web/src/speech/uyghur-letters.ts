// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet; in a file of its own, so that only who reads Uyghur fetches the letters
import '@fontsource-variable/noto-sans-arabic/index.css';
