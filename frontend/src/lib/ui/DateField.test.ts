import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import DateField from './DateField.svelte';

const today = '2026-05-21';
const shown = (props: Partial<{ value: string; min: string; max: string; kind: 'day' | 'moment'; wrong: string }>) => {
  const onpick = vi.fn<(value: string) => void>();
  render(DateField, { label: 'Until', value: '', today, onpick, ...props });
  return { field: screen.getByLabelText('Until'), user: userEvent.setup(), onpick };
};

describe('a field for a day', () => {
  it('reads what people write and shows it as files have it', async () => {
    const { field, user, onpick } = shown({});
    await user.type(field, '26 May');
    expect(field).toHaveProperty('value', '26 May');
    await user.tab();
    expect(field).toHaveProperty('value', '2026-05-26');
    expect(onpick.mock.calls).toEqual([['2026-05-26']]);
    screen.getByText('Tue');
  });

  it('keeps what it cannot read, and says what would be right', async () => {
    const { field, user, onpick } = shown({});
    await user.type(field, '5/6/2026{Enter}');
    expect(field).toHaveProperty('value', '5/6/2026');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    screen.getByText('“5/6/2026” is no day that can be read. Write 2026-05-21, 26 May, tomorrow or +3.');
    expect(onpick).not.toHaveBeenCalled();
  });

  it('moves by a day and by a month with the keys, and stays within its bounds', async () => {
    const { field, user } = shown({ value: '2026-05-30', min: '2026-05-29', max: '2026-07-15' });
    await user.click(field);
    const after = async (keys: string): Promise<unknown> => {
      await user.keyboard(keys);
      return (field as HTMLInputElement).value;
    };
    expect(await after('{ArrowUp}')).toBe('2026-05-31');
    expect(await after('{PageUp}')).toBe('2026-06-30');
    expect(await after('{PageUp}')).toBe('2026-07-15');
    expect(await after('{PageDown}{PageDown}{PageDown}{ArrowDown}')).toBe('2026-05-29');
  });

  it('begins at today, and keeps the time of a moment', async () => {
    const { field, user } = shown({ kind: 'moment' });
    await user.click(field);
    await user.keyboard('{ArrowUp}');
    expect(field).toHaveProperty('value', '2026-05-21 00:00');
    await user.clear(field);
    await user.type(field, 'yesterday 16:15{Enter}{ArrowDown}');
    expect(field).toHaveProperty('value', '2026-05-19 16:15');
  });
});
