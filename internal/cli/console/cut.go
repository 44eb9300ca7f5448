package console

import "strings"

// A Cut shortens the text of a cell to at most so many columns of a terminal.
type Cut func(cell string, most int) string

// CutEnd keeps the beginning.
func CutEnd(cell string, most int) string {
	return head(cell, most-1) + "…"
}

// CutMiddle keeps the beginning and the end, such as the registry and the tag of an
// image.
func CutMiddle(cell string, most int) string {
	end := most / 2
	return head(cell, most-1-end) + "…" + tail(cell, end)
}

// CutWords leaves out the last words, and of the first its beginning, such as the
// directories above a file.
func CutWords(cell string, most int) string {
	for columns(cell)+2 > most {
		i := strings.LastIndexByte(cell, ' ')
		if i < 0 {
			return "…" + tail(cell, most-1)
		}
		cell = cell[:i]
	}
	return cell + " …"
}
