using System.Globalization;
using WedSync.SeasonOperator.Topology.Model;

namespace WedSync.SeasonOperator.Topology.Redis;

/// <summary>What one look found: a view when the right number of nodes answered, else what is missing.</summary>
internal sealed record Observation(ClusterView? View, string Missing);

/// <summary>Asks every listed node what it is and what it knows.</summary>
internal sealed class ClusterObserver(
    NodePool pool, IReadOnlyList<string> endpoints, int desired, TimeProvider time)
{
    private static readonly string[][] Questions = [["CLUSTER", "NODES"], ["CLUSTER", "INFO"], ["INFO", "replication"], ["DBSIZE"], ["FUNCTION", "LIST"]];

    public async Task<Observation> ObserveAsync(CancellationToken cancellation)
    {
        var (addresses, missing) = await NodeAddresses.ResolveAsync(endpoints, cancellation);
        var answers = await Task.WhenAll(addresses.Select(address => TryAskAsync(address, cancellation)));
        var nodes = answers.Select(answer => answer.Node).OfType<NodeView>().DistinctBy(node => node.Id).Order(NodeOrder.Instance).ToList();
        missing = [.. missing, .. answers.Where(answer => answer.Node is null).Select(answer => answer.Failure)];
        if (missing.Count > 0 || nodes.Count != desired)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{nodes.Count} of {desired} nodes answer");
            if (nodes.Count > 0) text += $" ({string.Join(", ", nodes)})";
            return new Observation(null, missing.Count == 0 ? text : $"{text}; not: {string.Join(", ", missing)}");
        }

        var view = new ClusterView { Nodes = nodes, Desired = desired, Now = time.GetUtcNow().ToUnixTimeMilliseconds() };
        try
        {
            return new Observation(await WithStrayKeysAsync(view, cancellation), "");
        }
        catch (Exception exception) when (exception is IOException or RedisErrorException)
        {
            foreach (var node in nodes) await pool.DropAsync(node.Address);
            return new Observation(null, $"a node went away: {exception.Message}");
        }
    }

    private async Task<(NodeView? Node, string Failure)> TryAskAsync(NodeAddress address, CancellationToken cancellation)
    {
        try
        {
            return (await AskAsync(address, cancellation), "");
        }
        catch (Exception exception) when (exception is IOException or RedisErrorException)
        {
            await pool.DropAsync(address);
            return (null, $"{address} ({exception.Message})");
        }
    }

    private async Task<NodeView> AskAsync(NodeAddress address, CancellationToken cancellation)
    {
        var connection = await pool.GetAsync(address, cancellation);
        var answers = await connection.PipelineAsync(Questions, cancellation);
        var records = ClusterNodesText.Parse(answers[0].Text ?? "");
        var replication = Fields(answers[2].Text ?? "");
        return new NodeView
        {
            Address = address,
            Self = records.Single(record => record.Flags.HasFlag(NodeFlags.Myself)),
            Others = records.Where(record => !record.Flags.HasFlag(NodeFlags.Myself)).ToDictionary(record => record.Id, StringComparer.Ordinal),
            IsClusterOk = Fields(answers[1].Text ?? "").GetValueOrDefault("cluster_state") == "ok",
            IsInStep = replication.GetValueOrDefault("role") != "slave" || replication.GetValueOrDefault("master_link_status") == "up",
            ReplicationOffset = long.Parse(
                replication.GetValueOrDefault("slave_repl_offset") ?? replication.GetValueOrDefault("master_repl_offset") ?? "0", CultureInfo.InvariantCulture),
            Keys = answers[3].Number,
            Libraries = [.. (answers[4].Items ?? []).Select(LibraryName)],
        };
    }

    // Looked for only where a slot is without a node, which a healthy cluster has not.
    private async Task<ClusterView> WithStrayKeysAsync(ClusterView view, CancellationToken cancellation)
    {
        var free = SlotSet.All.Except(view.Served());
        if (free.IsEmpty || view.Nodes.All(node => node.Keys == 0)) return view;
        var nodes = await Task.WhenAll(view.Nodes.Select(async node => node.Keys == 0
            ? node
            : node with { StrayKeys = await StrayKeysAsync(node, free, cancellation) }));
        return view with { Nodes = nodes };
    }

    private async Task<IReadOnlyDictionary<int, long>> StrayKeysAsync(NodeView node, SlotSet free, CancellationToken cancellation)
    {
        var slots = free.Slots().ToList();
        var connection = await pool.GetAsync(node.Address, cancellation);
        var counts = await connection.PipelineAsync(
            [.. slots.Select(slot => new[] { "CLUSTER", "COUNTKEYSINSLOT", slot.ToString(CultureInfo.InvariantCulture) })], cancellation);
        return slots.Zip(counts).Where(pair => pair.Second.Number > 0).ToDictionary(pair => pair.First, pair => pair.Second.Number);
    }

    private static string LibraryName(RespValue library)
    {
        var fields = library.Items ?? [];
        for (var i = 0; i + 1 < fields.Count; i += 2)
        {
            if (fields[i].Text == "library_name") return fields[i + 1].Text ?? "";
        }

        return "";
    }

    private static Dictionary<string, string> Fields(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) fields[line[..colon]] = line[(colon + 1)..];
        }

        return fields;
    }
}
