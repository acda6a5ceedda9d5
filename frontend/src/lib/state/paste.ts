const field = /^(from|to|subject|date|message-id|received|return-path|mime-version|delivered-to|reply-to):/gim;

/**
 * pastedMail is a pasted text as a mail: as it is when it has a mail's header, else under one that says nothing, so that it is
 * read like a mail whose sender nobody knows.
 */
export function pastedMail(text: string): string {
  const head = text.trimStart().split(/\r?\n\r?\n/, 1)[0] ?? '';
  if ((head.match(field)?.length ?? 0) >= 2) return text.trimStart();
  const header = ['Subject: pasted text', 'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'];
  return [...header, 'Content-Transfer-Encoding: 8bit', '', text].join('\r\n');
}

/** isTable reports whether a text is rows of a table, or the source of a page, rather than something a person wrote. */
export function isTable(text: string): boolean {
  if (text.trimStart().startsWith('<')) return true;
  const [first = '', second = ''] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return ['\t', ';', ','].some((mark) => {
    const n = first.split(mark).length;
    return n > (mark === '\t' ? 1 : 2) && second.split(mark).length === n;
  });
}
