using Microsoft.Extensions.Logging;
using WedSync.SeasonOperator.Configuration;
using WedSync.SeasonOperator.Topology;
using WedSync.SeasonOperator.Topology.Redis;

namespace WedSync.SeasonOperator.Tests.Support;

/// <summary>A run of <c>topology heal</c> in this process: its exit code and what it said.</summary>
internal sealed record HealRun(int ExitCode, IReadOnlyList<(int EventId, string Message)> Messages)
{
    private const int StepEvent = 3003;

    public IReadOnlyList<string> Steps => [.. Messages.Where(message => message.EventId == StepEvent).Select(message => message.Message)];

    public string Text => string.Join('\n', Messages.Select(message => message.Message));

    public static async Task<HealRun> StartAsync(TopologySettings settings)
    {
        var log = new RecordingLogger();
        var exitCode = await TopologyHealer.RunAsync(settings, TimeProvider.System, log, CancellationToken.None);
        return new HealRun(exitCode, log.Messages);
    }

    /// <summary>The same, but it dies when it is about to send its second change; false when it ended before.</summary>
    public static async Task<bool> StartAndDieAfterOneStepAsync(TopologySettings settings)
    {
        var changes = 0;
        try
        {
            await TopologyHealer.RunAsync(
                settings, TimeProvider.System, new RecordingLogger(),
                async (address, token) => new MortalConnection(
                    await NodeConnection.OpenAsync(address, settings.Redis, settings.AnswerTimeout, TimeProvider.System, token),
                    () => changes++ >= 1 ? throw new DiedException() : 0),
                CancellationToken.None);
            return false;
        }
        catch (DiedException)
        {
            return true;
        }
    }

    private sealed class DiedException : Exception;

    private sealed class RecordingLogger : ILogger
    {
        public List<(int EventId, string Message)> Messages { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Messages.Add((eventId.Id, formatter(state, exception)));
    }

    // Single commands are the changes, questions come in pipelines.
    private sealed class MortalConnection(INodeConnection inner, Func<int> onChange) : INodeConnection
    {
        public Task<RespValue> CommandAsync(CancellationToken cancellation, params string[] command)
        {
            onChange();
            return inner.CommandAsync(cancellation, command);
        }

        public Task<IReadOnlyList<RespValue>> PipelineAsync(IReadOnlyList<string[]> commands, CancellationToken cancellation) =>
            inner.PipelineAsync(commands, cancellation);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
