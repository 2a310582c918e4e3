/** Loaded before a supervised process: when the process that started it dies in any way, this one stops in good order. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
