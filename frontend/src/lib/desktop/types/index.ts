// The shapes that cross from the program to the window, field for field as in app/views_*.go and track/*.go.
// Instants are RFC 3339 in the shop's zone, dates are YYYY-MM-DD, absent ones are ''. Words are codes.

export type * from './authority';
export type * from './carriers';
export type * from './drops';
export type * from './figures';
export type * from './imports';
export type * from './mailboxes';
export type * from './meanings';
export type * from './orders';
export type * from './reports';
export type * from './returns';
export type * from './review';
export type * from './scans';
export type * from './settings';
export type * from './shell';
export type * from './today';
export type * from './track';
