module github.com/amerintlxperts/ecrcache/test/yaml

go 1.26.0

replace github.com/amerintlxperts/ecrcache => ../..

require (
	github.com/amerintlxperts/ecrcache v0.0.0-00010101000000-000000000000
	github.com/goccy/go-yaml v1.19.2
	go.yaml.in/yaml/v3 v3.0.4
	go.yaml.in/yaml/v4 v4.0.0
)

require (
	github.com/bmatcuk/doublestar/v4 v4.10.4 // indirect
	golang.org/x/sys v0.49.0 // indirect
)
