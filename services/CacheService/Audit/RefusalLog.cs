using WedSync.CacheService.Api;
using WedSync.CacheService.Metrics;
using WedSync.CacheService.Security;

namespace WedSync.CacheService.Audit;

/// <summary>
/// Puts refusals on record without letting them cost anything: they are counted, and each caller gets a line a minute at most, which carries
/// how many there were. The lines have a chain, files and a queue of their own, so that they never delay or push out the record of a change.
/// </summary>
internal sealed class RefusalLog : IAsyncDisposable
{
    /// <summary>At most a line in it for a caller.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Callers that are told apart in a window; the others share a line.</summary>
    public const int MaxCallers = 32;

    private static readonly (string, string) Others = ("", "(others)");

    private readonly Dictionary<(string Tenant, string Name), Tally> _tallies = [];
    private readonly Lock _lock = new();
    private readonly AuditLog _log;
    private readonly ServiceMetrics _metrics;
    private readonly TimeProvider _time;

    public RefusalLog(AuditLog log, ServiceMetrics metrics, TimeProvider time)
    {
        (_log, _metrics, _time) = (log, metrics, time);
    }

    /// <summary>The chain of the lines.</summary>
    public AuditLog Chain => _log;

    /// <summary>Refuses a caller who lacks a scope.</summary>
    public ProblemResult Forbidden(Caller caller, string method, Scopes scope)
    {
        var name = scope.Words();
        _metrics.Refused(name);
        Count(caller, $"{method} {name}");
        return ProblemResult.Forbidden(name);
    }

    /// <summary>Refuses somebody who proves nobody: only counted, since there is nobody to put on record.</summary>
    public ProblemResult Unauthenticated()
    {
        _metrics.Refused(ServiceMetrics.NoToken);
        return ProblemResult.Unauthenticated();
    }

    /// <summary>Writes what was counted since each caller's last line, if that is a window ago: <see cref="AuditUpkeep"/> calls it.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            foreach (var (who, tally) in _tallies.Where(item => now - item.Value.LastLine >= Window).ToList())
            {
                if (tally.Count == 0) _tallies.Remove(who);
                else Write(who, tally, now);
            }
        }
    }

    /// <summary>Writes all that was counted, at the process' end.</summary>
    public void WriteAll()
    {
        lock (_lock)
        {
            foreach (var (who, tally) in _tallies.Where(item => item.Value.Count > 0)) Write(who, tally, _time.GetUtcNow());
        }
    }

    public async ValueTask DisposeAsync()
    {
        WriteAll();
        await _log.DisposeAsync();
    }

    private void Count(Caller caller, string target)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            var who = (caller.Tenant, caller.Name);
            if (!_tallies.ContainsKey(who) && _tallies.Count >= MaxCallers) who = Others;
            if (!_tallies.TryGetValue(who, out var tally)) _tallies[who] = tally = new Tally();
            if (tally.Count++ == 0) tally.Since = now;
            tally.Target = target;
            if (now - tally.LastLine >= Window) Write(who, tally, now);
        }
    }

    // What the log does not take now is kept for the next line.
    private void Write((string Tenant, string Name) who, Tally tally, DateTimeOffset now)
    {
        tally.LastLine = now;
        if (!_log.TryNoteRefusals(who.Name, who.Tenant, tally.Target, tally.Count, tally.Since)) return;
        tally.Count = 0;
    }

    private sealed class Tally
    {
        public long Count { get; set; }

        public string Target { get; set; } = "";

        public DateTimeOffset Since { get; set; }

        public DateTimeOffset LastLine { get; set; } = DateTimeOffset.MinValue;
    }
}
