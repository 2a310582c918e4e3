import { DatePicker } from 'antd';
import dayjs from 'dayjs';
// oxlint-disable-next-line import/no-unassigned-import -- registers the names of days and the first day of the week for the Chinese calendar
import 'dayjs/locale/zh-cn';
// oxlint-disable-next-line import/no-unassigned-import -- the same for the Uyghur calendar
import 'dayjs/locale/ug-cn';
import type { ReactNode } from 'react';

const FORM = 'YYYY-MM-DD';

type Day = {
  /** A day as `yyyy-mm-dd`; nothing chosen is empty. */
  value?: string | null;
  onChange?: (day: string) => void;
  /** First and last day that may be chosen. */
  min?: string;
  max?: string;
  /** Given by the form item around it, so that its label names the field. */
  id?: string;
  prefix?: ReactNode;
  'aria-label'?: string;
  /** Width in CSS pixels. */
  width?: number;
};

/** A day, chosen in a calendar of the portal's language or typed as `yyyy-mm-dd`. */
export function DayField({ value, onChange, min, max, width = 180, ...field }: Day) {
  return (
    <DatePicker
      {...field}
      format={FORM}
      style={{ inlineSize: width }}
      value={value ? dayjs(value) : null}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      {...(max === undefined ? {} : { maxDate: dayjs(max) })}
      onChange={(day) => onChange?.(day?.format(FORM) ?? '')}
      // The picker keeps its day when somebody empties the text: what is seen would then not be what is sent.
      onBlur={({ target }) => {
        if (value && target instanceof HTMLInputElement && target.value === '') onChange?.('');
      }}
    />
  );
}
