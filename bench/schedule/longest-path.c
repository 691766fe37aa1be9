/* The critical path by hand: index, topological order and both passes of finish-to-start links. TASKS LINKS ROUNDS */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int argc, char **argv) {
  int n = atoi(argv[1]), m = atoi(argv[2]), rounds = atoi(argv[3]);
  int *from = malloc(m * sizeof(int)), *to = malloc(m * sizeof(int)), *d = malloc(n * sizeof(int));
  /* stdin: durations, then links, as plan.ts made them */
  for (int i = 0; i < n; i++) if (scanf("%d", d + i) != 1) return 1;
  for (int k = 0; k < m; k++) if (scanf("%d %d", from + k, to + k) != 2) return 1;
  double best = 1e9;
  long end = 0;
  for (int r = 0; r < rounds; r++) {
    double t0 = now();
    int *first = calloc(n + 1, sizeof(int)), *wait = calloc(n, sizeof(int)), *next = malloc(m * sizeof(int));
    int *order = malloc(n * sizeof(int)), *es = calloc(n, sizeof(int)), *ls = malloc(n * sizeof(int));
    int *slot = malloc((n + 1) * sizeof(int));
    for (int k = 0; k < m; k++) { first[from[k] + 1]++; wait[to[k]]++; }
    for (int i = 0; i < n; i++) first[i + 1] += first[i];
    memcpy(slot, first, (n + 1) * sizeof(int));
    for (int k = 0; k < m; k++) next[slot[from[k]]++] = to[k];
    int known = 0;
    for (int i = 0; i < n; i++) if (!wait[i]) order[known++] = i;
    for (int h = 0; h < known; h++)
      for (int k = first[order[h]]; k < first[order[h] + 1]; k++) if (--wait[next[k]] == 0) order[known++] = next[k];
    int last = 0;
    for (int h = 0; h < n; h++) {
      int i = order[h], f = es[i] + d[i];
      if (f > last) last = f;
      for (int k = first[i]; k < first[i + 1]; k++) if (f > es[next[k]]) es[next[k]] = f;
    }
    for (int h = n - 1; h >= 0; h--) {
      int i = order[h], late = last;
      for (int k = first[i]; k < first[i + 1]; k++) if (ls[next[k]] < late) late = ls[next[k]];
      ls[i] = late - d[i];
    }
    end = last + ls[order[0]];
    free(first); free(wait); free(next); free(order); free(es); free(ls); free(slot);
    double spent = now() - t0;
    if (spent < best) best = spent;
  }
  printf("%f %ld\n", best, end);
  return 0;
}
