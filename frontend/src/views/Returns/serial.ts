import type { SerialView } from '$lib/desktop/types';
import { say } from '$lib/i18n/words';
import type { IconName } from '$lib/ui/icons';

// Read a row as: a serial number that <says> this is drawn in the colour of <role> with <icon>.
const looks: Record<string, readonly [string, IconName]> = {
  matches: ['ok', 'ok'],
  not_ours: ['late', 'stop'],
  returned_before: ['late', 'stop'],
  unknown: ['moving', 'help'],
};

/** serialLook is how what a serial number tells is drawn: a colour and an icon; undefined when none was read. */
export function serialLook(serial: SerialView | undefined): readonly [string, IconName] | undefined {
  return looks[serial?.says ?? ''];
}

/** serialMore says it in a sentence. */
export function serialMore(serial: SerialView): string {
  const other = serial.says === 'not_ours' && serial.order !== '';
  return say(`serial.${serial.says}.${other ? 'other' : 'more'}`, serial.serial, serial.order);
}

/** isWrongSerial reports whether a unit is only taken with it for a reason, or as none of ours. */
export function isWrongSerial(serial: SerialView | undefined): boolean {
  return serial?.says === 'not_ours' || serial?.says === 'returned_before';
}
