package finding

import (
	"strconv"
	"strings"
)

// String returns one line: the place, the value, what is wrong, what is accepted, what to do. It
// begins with file:line, as compilers write it, if the file is known.
func (f *Finding) String() string {
	parts := f.Where()
	if f.Field.Current != "" {
		parts = append(parts, f.Field.Current)
	}
	return strings.Join(append(parts, f.Text()), ": ")
}

// Error returns String. It makes a finding an error.
func (f *Finding) Error() string { return f.String() }

// Text returns the line without the place.
func (f *Finding) Text() string {
	var parts []string
	switch {
	case f.Found != "" && f.Message != "":
		parts = append(parts, "found "+f.Found+": "+f.Message)
	case f.Found != "":
		parts = append(parts, "found "+f.Found)
	default:
		parts = append(parts, f.Message)
	}
	if f.Accepted != "" {
		parts = append(parts, "accepted: "+f.Accepted)
	}
	if f.Hint != "" {
		parts = append(parts, f.Hint)
	}
	return strings.Join(parts, "; ")
}

// Where names the file, the object and the field, as far as they are known. A line without
// its file is named only where nothing else is: inside a ResourceList it is not the line of
// the user's file.
func (f *Finding) Where() []string {
	var parts []string
	if f.File.Path != "" {
		parts = append(parts, f.position())
	}
	if object := f.Resource.String(); object != "" {
		parts = append(parts, object)
	}
	if f.Field.Path != "" {
		parts = append(parts, f.Field.Path)
	}
	if f.Field.Part != "" {
		parts = append(parts, f.Field.Part)
	}
	if len(parts) == 0 && f.Line > 0 {
		parts = append(parts, "line "+strconv.Itoa(f.Line))
	}
	return parts
}

func (f *Finding) position() string {
	if f.Line == 0 {
		return f.File.Path
	}
	return f.File.Path + ":" + strconv.Itoa(f.Line)
}
