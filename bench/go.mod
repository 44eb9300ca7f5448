module github.com/amerintlxperts/ecrcache/bench

go 1.26.0
