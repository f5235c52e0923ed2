using System.Text.Json;
using System.Text.Json.Serialization;

namespace WedSync.LocalPlatform.Processes;

/// <summary>What a supervisor has started, as its successor finds it.</summary>
public sealed record RunRecord
{
    /// <summary>Variable that every process of a run has in its environment.</summary>
    public const string Variable = "WEDSYNC_RUN_ID";

    /// <summary>Random name of the run: the variable's value.</summary>
    public required string RunId { get; init; }

    /// <summary>The boot that start times count from.</summary>
    public required string BootId { get; init; }

    public required ProcessIdentity Supervisor { get; init; }

    public IReadOnlyList<ProcessIdentity> Processes { get; init; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJson : JsonSerializerContext;

/// <summary>Keeps <c>run.json</c> current. A disk that is full costs the record, not the run.</summary>
internal sealed class ProcessRegistry(string file, string runId)
{
    private readonly Lock _lock = new();
    private readonly HashSet<ProcessIdentity> _processes = [];

    public void Add(ProcessIdentity process) => Change(set => set.Add(process));

    public void Remove(ProcessIdentity process) => Change(set => set.Remove(process));

    private void Change(Func<HashSet<ProcessIdentity>, bool> change)
    {
        lock (_lock)
        {
            if (change(_processes)) Write();
        }
    }

    private void Write()
    {
        var record = new RunRecord
        {
            RunId = runId,
            BootId = ProcessTable.BootId,
            Supervisor = ProcessTable.Find(Environment.ProcessId)!,
            Processes = [.. _processes],
        };
        try
        {
            File.WriteAllText(file + ".new", JsonSerializer.Serialize(record, RunJson.Default.RunRecord));
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (IOException)
        {
            // The variable in the environment finds the processes all the same.
        }
    }
}
