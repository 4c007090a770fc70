// The same work with Go's Prometheus client and zerolog.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
)

func cpu() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano() + usage.Stime.Nano())
}

func main() {
	threads, _ := strconv.Atoi(os.Args[2])
	operations, _ := strconv.Atoi(os.Args[3])
	if threads > runtime.GOMAXPROCS(0) {
		runtime.GOMAXPROCS(threads)
	}
	var body func(int)
	switch os.Args[1] {
	case "counter":
		counter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs", Help: "Jobs"}, []string{"kind"}).WithLabelValues("pdf")
		body = func(count int) {
			for i := 0; i < count; i++ {
				counter.Inc()
			}
		}
	case "histogram":
		histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "duration_seconds", Help: "Time", Buckets: prometheus.ExponentialBuckets(16384e-9, 2, 24),
		}, []string{"kind"}).WithLabelValues("pdf")
		body = func(count int) {
			for i := 0; i < count; i++ {
				histogram.Observe(float64(i&0xFFFFF) * 1e-9)
			}
		}
	case "log-json":
		file, _ := os.OpenFile("/dev/null", os.O_WRONLY, 0)
		var writer io.Writer = file
		zerolog.TimeFieldFormat = time.RFC3339Nano
		logger := zerolog.New(writer).With().Timestamp().Str("subsystem", "http").Logger()
		body = func(count int) {
			for i := 0; i < count; i++ {
				logger.Info().Str("method", "GET").Str("route", "/exports/{id}").Int("status", 200).Int("bytes", i).Msg("Request answered")
			}
		}
	}
	var group sync.WaitGroup
	before, start := cpu(), time.Now()
	for t := 0; t < threads; t++ {
		group.Add(1)
		go func() {
			defer group.Done()
			runtime.LockOSThread()
			body(operations)
		}()
	}
	group.Wait()
	all := float64(threads * operations)
	fmt.Println((cpu()-before)/all, float64(time.Since(start).Nanoseconds())/all)
}
