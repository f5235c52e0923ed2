/*
 * Shows a process a wall clock that is ahead or behind by WEDSYNC_CLOCK_OFFSET_MS. Clocks that only measure how long something takes
 * stay as they are. Needs no header and calls nothing that allocates: an allocator may ask for the time while it starts (libfaketime
 * dead-locks there with the allocator of Debian's redis-server).
 */
#if defined(__x86_64__)
#define CLOCK_GETTIME 228
#elif defined(__aarch64__)
#define CLOCK_GETTIME 113
#else
#error "clock_gettime: its number is known for x86_64 and aarch64 only"
#endif

#define NANOSECONDS 1000000000L
#define NANOSECONDS_A_MILLISECOND 1000000L

enum { REALTIME = 0, REALTIME_COARSE = 5, TAI = 11, TIME_UTC = 1 };

struct timespec { long sec; long nsec; };
struct timeval { long sec; long usec; };

extern long syscall(long number, ...);
extern char *getenv(const char *name);

static long offset;
static int is_known;

static long offset_nanoseconds(void)
{
    if (!is_known) {
        const char *text = getenv("WEDSYNC_CLOCK_OFFSET_MS");
        long sign = 1;
        long milliseconds = 0;
        if (text && *text == '-') {
            sign = -1;
            text++;
        }

        for (; text && *text >= '0' && *text <= '9'; text++) milliseconds = milliseconds * 10 + (*text - '0');
        offset = sign * milliseconds * NANOSECONDS_A_MILLISECOND;
        is_known = 1;
    }

    return offset;
}

int clock_gettime(int clock, struct timespec *now)
{
    if (syscall(CLOCK_GETTIME, clock, now) != 0) return -1;
    if (clock == REALTIME || clock == REALTIME_COARSE || clock == TAI) {
        long nanoseconds = now->nsec + offset_nanoseconds() % NANOSECONDS;
        now->sec += offset_nanoseconds() / NANOSECONDS;
        if (nanoseconds < 0) {
            nanoseconds += NANOSECONDS;
            now->sec--;
        }

        if (nanoseconds >= NANOSECONDS) {
            nanoseconds -= NANOSECONDS;
            now->sec++;
        }

        now->nsec = nanoseconds;
    }

    return 0;
}

int gettimeofday(struct timeval *now, void *zone)
{
    struct timespec time;
    (void)zone;
    if (clock_gettime(REALTIME, &time) != 0) return -1;
    now->sec = time.sec;
    now->usec = time.nsec / 1000;
    return 0;
}

long time(long *seconds)
{
    struct timespec now;
    clock_gettime(REALTIME, &now);
    if (seconds) *seconds = now.sec;
    return now.sec;
}

int timespec_get(struct timespec *now, int base)
{
    return base == TIME_UTC && clock_gettime(REALTIME, now) == 0 ? base : 0;
}
