//go:build bindings

package main

const generating = true
