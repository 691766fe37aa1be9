/* The roll-up by hand once more, in C: what the machine can do with one thread. Prints the least milliseconds. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GROUPS = 20, REGIONS = 200, MONTHS = 12, PERIODS = 17 };

static void roll_up(const double *restrict leaves, double *restrict sums, int products) {
  const size_t slab = (size_t)(products + 1) * PERIODS;
  memset(sums, 0, (1 + GROUPS + REGIONS) * slab * sizeof(double));
  for (int r = 0; r < REGIONS; r++) {
    double *base = sums + (1 + GROUPS + r) * slab;
    for (int p = 0; p < products; p++) {
      double *cell = base + (size_t)(1 + p) * PERIODS;
      const double *leaf = leaves + ((size_t)r * products + p) * MONTHS;
      double year = 0;
      for (int q = 0; q < 4; q++) {
        const double a = leaf[q * 3], b = leaf[q * 3 + 1], c = leaf[q * 3 + 2];
        cell[5 + q * 3] = a;
        cell[6 + q * 3] = b;
        cell[7 + q * 3] = c;
        cell[1 + q] = a + b + c;
        year += a + b + c;
      }
      cell[0] = year;
      for (int t = 0; t < PERIODS; t++) base[t] += cell[t];
    }
    double *group = sums + (1 + r / 10) * slab;
    for (size_t i = 0; i < slab; i++) group[i] += base[i];
  }
  for (int g = 1; g <= GROUPS; g++)
    for (size_t i = 0; i < slab; i++) sums[i] += sums[g * slab + i];
}

int main(int count, char **arguments) {
  const int products = count > 1 ? atoi(arguments[1]) : 100, metrics = 3, rounds = 30;
  const size_t leaves = (size_t)REGIONS * products * MONTHS;
  const size_t cells = (size_t)(1 + GROUPS + REGIONS) * (products + 1) * PERIODS;
  double *in = malloc(metrics * leaves * sizeof(double)), *out = malloc(metrics * cells * sizeof(double));
  for (size_t i = 0; i < metrics * leaves; i++) in[i] = (double)(100000 + (i * 7919) % 5000000);
  double least = 1e9, check = 0;
  for (int round = 0; round < rounds; round++) {
    struct timespec from, to;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int m = 0; m < metrics; m++) roll_up(in + m * leaves, out + m * cells, products);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    const double spent = (to.tv_sec - from.tv_sec) * 1e3 + (to.tv_nsec - from.tv_nsec) / 1e6;
    if (spent < least) least = spent;
    check += out[0];
  }
  printf("%.4f %.0f\n", least, check);
  return 0;
}
