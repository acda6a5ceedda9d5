// Package frontend holds the window's pages as they were built, so that the one program file carries its own screens.
package frontend

import "embed"

// Dist is the built front end: index.html and what it loads, below "dist". Before the first build it holds a placeholder only.
//
//go:embed all:dist
var Dist embed.FS
