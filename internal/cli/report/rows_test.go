package report

import "testing"

// TestCell: no cell of a CSV is a formula to a spreadsheet, and none moves a cursor.
func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"ghcr.io/amerintlxperts/shop:v1": "ghcr.io/amerintlxperts/shop:v1",
		"":                               "",
		"=HYPERLINK(1)":                  "'=HYPERLINK(1)",
		"+1":                             "'+1",
		"-1":                             "'-1",
		"@SUM(1)":                        "'@SUM(1)",
		" =1":                            "' =1",
		"a;=1":                           "a;'=1",
		"a; -1;b":                        "a;' -1;b",
		"＝1":                             "'＝1",
		"\n=1":                           "' =1",
		"\t=1":                           `\t=1`,
		"\r=1":                           `\r=1`,
		"a\x1b[2J":                       `a\x1b[2J`,
	} {
		if got := cell(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
