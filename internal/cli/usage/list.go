package usage

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// ListVar adds a flag with a list of values: those of every use of the flag, each of which may have
// several with commas between, as in CSV, or one a line, as commands print them. pflag's own takes
// the first line and drops the others without a word.
func ListVar(flags *pflag.FlagSet, to *[]string, name string, value []string, usage string) {
	*to = value
	flags.Var(&list{to: to}, name, usage)
}

// A list is the value of such a flag.
type list struct {
	to    *[]string
	isSet bool // else it is the default, which the first use replaces
}

// Set adds the values of one use of the flag.
func (l *list) Set(text string) error {
	values := []string{}
	lines := csv.NewReader(strings.NewReader(text))
	lines.FieldsPerRecord = -1
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		values = append(values, fields...)
	}
	if l.isSet {
		values = append(*l.to, values...)
	}
	*l.to, l.isSet = values, true
	return nil
}

// Type is the name of the type in the usage.
func (l *list) Type() string { return "strings" }

// String is the default in the usage; empty for none.
func (l *list) String() string {
	if l.to == nil || len(*l.to) == 0 {
		return ""
	}
	return "[" + strings.Join(*l.to, ",") + "]"
}
