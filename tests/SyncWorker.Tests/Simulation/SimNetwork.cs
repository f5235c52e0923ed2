namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Messages between regions: late, lost, twice, out of order, or not at all while a link is cut.</summary>
internal sealed class SimNetwork(SimScheduler scheduler, Random random, SimCounts counts, double loss, double duplication, TimeSpan delay)
{
    private readonly HashSet<(string, string)> _cut = [];

    /// <summary>No more faults: the end of the chaos.</summary>
    public bool IsCalm { get; set; }

    /// <summary>What is sent from one region to another now is lost; null = nothing.</summary>
    public (string From, string To)? Loses { get; set; }

    public void Cut(string left, string right)
    {
        _cut.Add(Link(left, right));
        counts.Add(Happening.Cut);
    }

    public void Heal(string left, string right) => _cut.Remove(Link(left, right));

    public void HealAll() => _cut.Clear();

    /// <summary>Delivers a message once, twice or never.</summary>
    public void Send(string from, string to, Action deliver)
    {
        var copies = Copies(from, to);
        for (var i = 0; i < copies; i++)
        {
            scheduler.After(delay * (0.2 + random.NextDouble() + (random.Next(20) == 0 ? 8 : 0)), () =>
            {
                if (_cut.Count == 0 || !_cut.Contains(Link(from, to))) deliver();
                else counts.Add(Happening.MessageLost);
            });
        }
    }

    /// <summary>A request and its answer; when either is lost the task never ends.</summary>
    public Task<T> CallAsync<T>(string from, string to, Func<Task<T>> handle)
    {
        var answer = new TaskCompletionSource<T>();
        Send(from, to, () => _ = HandleAsync());
        return answer.Task;

        async Task HandleAsync()
        {
            try
            {
                var result = await handle();
                Send(to, from, () => answer.TrySetResult(result));
            }
            catch (Exception exception)
            {
                Send(to, from, () => answer.TrySetException(exception));
            }
        }
    }

    private int Copies(string from, string to)
    {
        if (Loses == (from, to)) return Lost();
        if (IsCalm) return 1;
        if (random.NextDouble() < loss) return Lost();
        if (random.NextDouble() >= duplication) return 1;
        counts.Add(Happening.MessageTwice);
        return 2;
    }

    private int Lost()
    {
        counts.Add(Happening.MessageLost);
        return 0;
    }

    private static (string, string) Link(string left, string right) =>
        string.CompareOrdinal(left, right) < 0 ? (left, right) : (right, left);
}
