package main

import (
	"os"

	"golang.org/x/term"
)

// A palette colours text, or leaves it as it is.
type palette struct{ on bool }

// colours chooses the palette for a file: colour for a terminal only, and none
// where NO_COLOR is set (https://no-color.org).
func colours(f *os.File) palette {
	return palette{on: os.Getenv("NO_COLOR") == "" && term.IsTerminal(int(f.Fd()))}
}

func (p palette) heading(text string) string { return p.paint("1", text) }
func (p palette) removed(text string) string { return p.paint("31", text) }
func (p palette) added(text string) string   { return p.paint("32", text) }

func (p palette) paint(code, text string) string {
	if !p.on {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
