// Package app holds what a person can do with Ordertrail, one small struct per screen, for a window, a browser or a
// command line alike. It joins the store, the importers and the reports; it knows no shell.
package app
