package page

import (
	"errors"
	"strings"
)

// What stands between the markers is written by a program, all else by people.
const (
	Begin = "<!-- measured: begin -->\n"
	End   = "<!-- measured: end -->\n"
)

// Replace puts text between the markers of a page.
func Replace(page, text string) (string, error) {
	before, rest, found := strings.Cut(page, Begin)
	_, after, ended := strings.Cut(rest, End)
	if !found || !ended {
		return "", errors.New("the page has no lines " + strings.TrimSpace(Begin) + " and " + strings.TrimSpace(End))
	}
	return before + Begin + text + End + after, nil
}
