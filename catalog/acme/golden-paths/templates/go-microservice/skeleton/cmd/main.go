package main

import (
	"net/http"

	observability "github.com/acme/observability-sdk"
)

func main() {
	stop := observability.Start("${{ values.name }}")
	defer stop()
	http.HandleFunc("/ready", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusOK)
	})
	if err := http.ListenAndServe(":8080", nil); err != nil {
		panic(err)
	}
}
