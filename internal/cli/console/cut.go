package console

// A Cut shortens a cell to so many columns of the terminal.
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

// CutBeginning keeps the end, such as the file below many directories.
func CutBeginning(cell string, most int) string { return "…" + tail(cell, most-1) }
