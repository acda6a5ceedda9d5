//go:build (production || dev) && !bindings

package main

const generating = false
