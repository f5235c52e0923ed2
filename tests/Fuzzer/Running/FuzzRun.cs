using System.Collections.Concurrent;
using System.Net.Sockets;
using WedSync.Fuzzer.Api;
using WedSync.Fuzzer.Generation;
using WedSync.Fuzzer.Oracles;
using WedSync.Fuzzer.Sending;

namespace WedSync.Fuzzer.Running;

/// <summary>Sends made requests at a target and judges what comes back.</summary>
internal sealed class FuzzRun
{
    // A target that refuses connections does so to every request: the rest of the run would only repeat it.
    private const int MostRefusals = 50;

    private readonly FuzzSettings _settings;
    private readonly RequestGrammar _grammar;
    private readonly AnswerOracle _oracle;
    private readonly Sender _sender;
    private readonly SeenValues _seen = new();
    private readonly Findings _findings = new();
    private readonly ConcurrentDictionary<int, long> _statuses = new();
    private readonly ITarget _target;
    private long _number = -1;
    private int _refusals;

    private FuzzRun(FuzzSettings settings, ApiModel api, ITarget target)
    {
        (_settings, _target) = (settings, target);
        IReadOnlyList<Caller> callers = [.. target.Tokens.Keys];
        _grammar = new RequestGrammar(api, callers, settings.Seed);
        _oracle = new AnswerOracle(api, [.. callers.Select(c => c.Tenant).OfType<string>().Distinct()]);
        _sender = new Sender(target.Address, target.Tokens, _seen, settings.Patience);
    }

    public static async Task<FuzzReport> RunAsync(FuzzSettings settings, ApiModel api, ITarget target)
    {
        var run = new FuzzRun(settings, api, target);
        var started = TimeProvider.System.GetTimestamp();
        if (settings.Only is { } only) await run.SendAsync(only);
        else await Task.WhenAll(Enumerable.Range(0, settings.Concurrency).Select(_ => Task.Run(() => run.WorkAsync(started))));
        foreach (var (kind, detail) in await target.FaultsAsync()) run._findings.Add(new Finding(kind, "the pod", detail));
        return new FuzzReport
        {
            Seed = settings.Seed,
            Ran = TimeProvider.System.GetElapsedTime(started),
            Statuses = new SortedDictionary<int, long>(run._statuses),
            Findings = run._findings.All,
        };
    }

    private async Task WorkAsync(long started)
    {
        while (TimeProvider.System.GetElapsedTime(started) < _settings.Duration && Volatile.Read(ref _refusals) < MostRefusals)
            await SendAsync(Interlocked.Increment(ref _number));
    }

    private async Task SendAsync(long number)
    {
        var request = _grammar.Make(number);
        var bytes = _sender.Render(request);
        try
        {
            var answer = await _sender.SendAsync(request, bytes);
            _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            _seen.Take(answer);
            foreach (var finding in _oracle.Judge(request, answer))
                _findings.Add(finding with { Number = number, Caller = request.Caller.Name, Request = _sender.Mask(request, bytes), Answer = answer.Raw });
        }
        catch (SocketException exception)
        {
            Interlocked.Increment(ref _refusals);
            _findings.Add(new Finding("refused-connection", _target.Address.ToString(), exception.Message) { Number = number, Caller = request.Caller.Name, Request = _sender.Mask(request, bytes) });
        }
    }
}
