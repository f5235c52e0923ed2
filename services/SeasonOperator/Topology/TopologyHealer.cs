using Microsoft.Extensions.Logging;
using WedSync.Contracts.Seasons;
using WedSync.Hosting;
using WedSync.SeasonOperator.Configuration;
using WedSync.SeasonOperator.Topology.Model;
using WedSync.SeasonOperator.Topology.Planning;
using WedSync.SeasonOperator.Topology.Redis;

namespace WedSync.SeasonOperator.Topology;

/// <summary>Looks, plans, acts, and looks again until nothing is left to do. Keeps nothing of an earlier run, so it may be killed at any moment.</summary>
internal sealed partial class TopologyHealer
{
    private const int ReasonsShown = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TopologySettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ClusterObserver _observer;
    private readonly StepExecutor _executor;
    private readonly long _started;

    private readonly HashSet<string> _noted = new(StringComparer.Ordinal);
    private string _waiting = "";
    private long _changed;
    private int _steps;

    private TopologyHealer(TopologySettings settings, TimeProvider time, ILogger logger, NodePool pool)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _observer = new ClusterObserver(pool, settings.NodeEndpoints, settings.Nodes, time);
        _executor = new StepExecutor(pool);
        _started = _changed = time.GetTimestamp();
    }

    /// <summary>Returns the exit code.</summary>
    public static Task<int> RunAsync(TopologySettings settings, TimeProvider time, ILogger logger, CancellationToken cancellation) =>
        RunAsync(settings, time, logger, async (address, token) =>
            await NodeConnection.OpenAsync(address, settings.Redis, settings.AnswerTimeout, time, token), cancellation);

    /// <summary>The same over connections of another kind.</summary>
    public static async Task<int> RunAsync(
        TopologySettings settings,
        TimeProvider time,
        ILogger logger,
        Func<NodeAddress, CancellationToken, Task<INodeConnection>> open,
        CancellationToken cancellation)
    {
        await using var pool = new NodePool(open);
        var season = settings.Season.Name();
        LogStart(logger, settings.Region, season, settings.Nodes);
        return await new TopologyHealer(settings, time, logger, pool).RunAsync(cancellation);
    }

    private async Task<int> RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var observation = await _observer.ObserveAsync(cancellation);
            if (observation.View is not { } view)
            {
                if (!Wait(observation.Missing)) return ExitCodes.Failed;
            }
            else
            {
                var isStalled = _time.GetElapsedTime(_changed) > _settings.Patience;
                var plan = TopologyPlanner.Plan(view with { IsStalled = isStalled }, _settings.ForgetAfter);
                foreach (var note in plan.Notes.Where(_noted.Add)) LogNote(_logger, note);
                foreach (var problem in plan.Problems.Where(_noted.Add)) LogProblem(_logger, problem);
                if (plan.Refusals.Count > 0) return Refuse(plan.Refusals);
                if (plan.IsSettled) return Finish(view, plan);
                var failures = await ExecuteAsync(view, plan.Steps, cancellation);
                if (failures is null || !Wait(Summarize([.. failures, .. plan.Waits]))) return ExitCodes.Failed;
            }

            await Task.Delay(Pause, _time, cancellation);
        }
    }

    // Null when the user may not do what is needed.
    private async Task<IReadOnlyList<string>?> ExecuteAsync(ClusterView view, IReadOnlyList<TopologyStep> steps, CancellationToken cancellation)
    {
        var failures = new List<string>();
        foreach (var step in steps)
        {
            var description = StepExecutor.Describe(view, step);
            try
            {
                await _executor.ExecuteAsync(view, step, cancellation);
                LogStep(_logger, description);
                (_steps, _changed) = (_steps + 1, _time.GetTimestamp());
            }
            catch (RedisErrorException exception) when (exception.IsForbidden)
            {
                LogForbidden(_logger, description, exception.Message, _settings.Redis.Username);
                return null;
            }
            catch (Exception exception) when (exception is RedisErrorException or IOException)
            {
                // The next look shows whether it is still needed.
                failures.Add($"{description}: {exception.Message}");
            }
        }

        return failures;
    }

    // Twelve nodes that do not know each other are many reasons.
    private static string Summarize(IReadOnlyList<string> reasons) => reasons.Count <= ReasonsShown
        ? string.Join("; ", reasons)
        : $"{string.Join("; ", reasons.Take(ReasonsShown))}; and more";

    // False when there is no time left.
    private bool Wait(string reason)
    {
        if (_time.GetElapsedTime(_started) >= _settings.Deadline)
        {
            LogTooLate(_logger, _settings.Deadline, reason);
            return false;
        }

        if (reason != _waiting)
        {
            (_waiting, _changed) = (reason, _time.GetTimestamp());
            if (reason.Length > 0) LogWait(_logger, reason);
        }

        return true;
    }

    private int Refuse(IReadOnlyList<string> refusals)
    {
        foreach (var refusal in refusals) LogRefused(_logger, refusal);
        return ExitCodes.Failed;
    }

    private int Finish(ClusterView view, TopologyPlan plan)
    {
        if (plan.Problems.Count > 0) return ExitCodes.Failed;
        foreach (var primary in view.Nodes.Where(node => !node.Self.IsReplica))
        {
            var replicas = string.Join(", ", view.Nodes.Where(node => node.Self.PrimaryId == primary.Id));
            LogShape(_logger, primary.Name, primary.Self.Slots, replicas);
        }

        if (_steps == 0) LogNothing(_logger, view.Nodes.Count);
        else LogDone(_logger, view.Nodes.Count, _steps);
        return ExitCodes.Ok;
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Information, Message = "Redis of {Region}, season {Season}: {Nodes} nodes wanted")]
    private static partial void LogStart(ILogger logger, string region, string season, int nodes);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "waiting: {Reason}")]
    private static partial void LogWait(ILogger logger, string reason);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Information, Message = "step: {Step}")]
    private static partial void LogStep(ILogger logger, string step);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Information, Message = "note: {Note}")]
    private static partial void LogNote(ILogger logger, string note);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Information, Message = "primary {Primary} serves {Slots}; replicas: {Replicas}")]
    private static partial void LogShape(ILogger logger, string primary, SlotSet slots, string replicas);

    [LoggerMessage(EventId = 3006, Level = LogLevel.Information, Message = "nothing to do: {Nodes} nodes agree and serve all slots")]
    private static partial void LogNothing(ILogger logger, int nodes);

    [LoggerMessage(EventId = 3007, Level = LogLevel.Information, Message = "done: {Nodes} nodes agree and serve all slots after {Steps} steps")]
    private static partial void LogDone(ILogger logger, int nodes, int steps);

    [LoggerMessage(EventId = 3008, Level = LogLevel.Error, Message = "refused: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(EventId = 3009, Level = LogLevel.Error, Message = "not mended: {Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(EventId = 3010, Level = LogLevel.Error, Message = "not done within {Deadline}: {Reason}. The next run goes on from here")]
    private static partial void LogTooLate(ILogger logger, TimeSpan deadline, string reason);

    [LoggerMessage(EventId = 3011, Level = LogLevel.Error, Message = "forbidden: {Step}: {Answer}. Give the ACL user {User} that right (users.acl of redis-config)")]
    private static partial void LogForbidden(ILogger logger, string step, string answer, string user);
}
