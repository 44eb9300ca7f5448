package holdings

import (
	"cmp"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/cli/report"
	"github.com/amerintlxperts/ecrcache/internal/live"
)

// missingStatus is the status of an image of the manifests that is not in the cache.
const missingStatus = "MISSING"

// columns are those of the CSV form, in order.
var columns = [...]struct {
	name string
	of   func(*CacheStatus, *live.CachedImage) string
}{
	{"repository", func(_ *CacheStatus, i *live.CachedImage) string { return i.Repository }},
	{"prefix", func(_ *CacheStatus, i *live.CachedImage) string { return i.Prefix }},
	{"upstream", func(s *CacheStatus, i *live.CachedImage) string { return s.upstream(i.Prefix) }},
	{"tags", func(_ *CacheStatus, i *live.CachedImage) string { return strings.Join(i.Tags, " ") }},
	{"digest", func(_ *CacheStatus, i *live.CachedImage) string { return i.Digest }},
	{"kind", func(_ *CacheStatus, i *live.CachedImage) string { return string(i.Kind) }},
	{"status", func(_ *CacheStatus, i *live.CachedImage) string { return i.Status }},
	{"use", func(_ *CacheStatus, i *live.CachedImage) string { return string(i.Use) }},
	{"bytes", known(func(i *live.CachedImage) string { return strconv.FormatInt(i.Bytes, 10) })},
	{"costPerMonth", known(func(i *live.CachedImage) string { return strconv.FormatFloat(i.CostPerMonth, 'f', -1, 64) })},
	{"pushed", func(_ *CacheStatus, i *live.CachedImage) string { return stamp(i.Pushed) }},
	{"lastPull", func(_ *CacheStatus, i *live.CachedImage) string { return stamp(i.LastPull) }},
	{"expiresAt", func(_ *CacheStatus, i *live.CachedImage) string { return stamp(expiry(i).At) }},
	{"expiresRule", func(_ *CacheStatus, i *live.CachedImage) string {
		if i.Expires == nil {
			return ""
		}
		return strconv.Itoa(i.Expires.Rule)
	}},
	{"expiresArchives", func(_ *CacheStatus, i *live.CachedImage) string {
		if i.Expires == nil {
			return ""
		}
		return strconv.FormatBool(i.Expires.Archives)
	}},
	{"expiresReason", func(_ *CacheStatus, i *live.CachedImage) string { return expiry(i).Reason }},
	{"expiresPerhaps", func(_ *CacheStatus, i *live.CachedImage) string {
		if i.Expires == nil {
			return ""
		}
		return strconv.FormatBool(i.Expires.Perhaps)
	}},
}

// known is a column that is empty for a missing image, of which it is not known.
func known(of func(*live.CachedImage) string) func(*CacheStatus, *live.CachedImage) string {
	return func(_ *CacheStatus, i *live.CachedImage) string {
		if i.Status == missingStatus {
			return ""
		}
		return of(i)
	}
}

func expiry(i *live.CachedImage) live.Expiry {
	if i.Expires == nil {
		return live.Expiry{}
	}
	return *i.Expires
}

// WriteCSV writes a row for every image: those of the cache, then those of the manifests that
// are not in it.
func (s *CacheStatus) WriteCSV(w io.Writer) error {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.name
	}
	rows := [][]string{header}
	for _, i := range append(append([]live.CachedImage{}, s.Images...), s.absent()...) {
		row := make([]string, len(columns))
		for j, c := range columns {
			row[j] = c.of(s, &i)
		}
		rows = append(rows, row)
	}
	return report.WriteCSV(w, rows)
}

// absent are the images of the manifests that are not in the cache, in the form of cached ones.
func (s *CacheStatus) absent() []live.CachedImage {
	var all []live.CachedImage
	for i := range s.Missing {
		m := &s.Missing[i]
		img := live.CachedImage{Prefix: m.Prefix, Status: missingStatus, Use: live.Used, Repository: m.Reference}
		rest, digest, _ := strings.Cut(m.Reference, "@")
		img.Digest = digest
		if at := strings.LastIndexByte(rest, ':'); at >= 0 {
			img.Repository, img.Tags = rest[:at], []string{rest[at+1:]}
		} else {
			img.Repository = rest
		}
		all = append(all, img)
	}
	return all
}

func (s *CacheStatus) upstream(prefix string) string {
	for i := range s.Upstreams {
		if s.Upstreams[i].Prefix == prefix {
			return s.Upstreams[i].Upstream
		}
	}
	return cmp.Or(prefix, "-")
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
