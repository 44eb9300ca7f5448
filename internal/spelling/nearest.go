// Package spelling guesses which word somebody meant who misspelled it. The reader of
// configurations asks it about keys and values, the command line about commands and flags.
package spelling

import "strings"

// Nearest returns the known word that was probably meant: one in another letter case, or with few
// wrong letters for its length, as regoin for region. It returns "" when no word is that near.
func Nearest(word string, known []string) string {
	best, least := "", 1+len(word)/3 // one wrong letter, and one more for every three
	for _, k := range known {
		if len(k) > 2*len(word)+2 || len(word) > 2*len(k)+2 {
			continue // too far for sure: the distance need not be counted
		}
		if d := distance(strings.ToLower(word), strings.ToLower(k)); d < least || d == least && best == "" && d < len(k) {
			best, least = k, d
		}
	}
	return best
}

// distance counts how many letters must be inserted, deleted, replaced or swapped to turn
// one word into the other
// (optimal string alignment, https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+differs(a[i-1], b[j-1]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

func differs(a, b byte) int {
	if a == b {
		return 0
	}
	return 1
}
