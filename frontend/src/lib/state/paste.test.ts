import { describe, expect, it } from 'vitest';
import { pastedMail } from './paste';

describe('a pasted text', () => {
  it('stays a mail with its own header', () => {
    const mail = 'From: UPS <mcinfo@ups.com>\nSubject: Delivered\n\nYour package was delivered.';
    expect(pastedMail(`\n${mail}`)).toBe(mail);
  });
  it('gets a header that says nothing when it has none', () => {
    const read = pastedMail('Tracking number: 1Z999\nFrom: Louisville\n\nDelivered');
    expect(read).toMatch(/^Subject: pasted text\r\n/);
    expect(read).toContain('\r\n\r\nTracking number: 1Z999\nFrom: Louisville\n\nDelivered');
  });
});
