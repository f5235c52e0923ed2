using WedSync.Core.Stamps;
using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Calls from a worker to some worker of another region, over the simulated network.</summary>
internal sealed class SimPeer(SimWorld world, SimWorker caller, string region) : IPeer
{
    private static readonly Dictionary<string, Stamp> Nothing = [];

    public Task<IReadOnlyList<DigestAnswer>> DigestAsync(IReadOnlyList<DigestQuery> queries, CancellationToken cancellation) =>
        CallAsync<IReadOnlyList<DigestAnswer>>(async worker =>
        {
            var answers = await worker.Node.Service.DigestAsync(caller.Member, queries, worker.Stopping);
            return caller.IgnoresEvicted ? [.. answers.Select(answer => answer with { State = answer.State with { Evicted = Nothing } })] : answers;
        });

    public Task<IReadOnlyList<Item>> ListAsync(ListQuery query, CancellationToken cancellation) => CallAsync(async worker =>
    {
        var items = await worker.Node.Service.ListAsync(caller.Member, query, worker.Stopping);
        foreach (var item in items) world.Tell(caller.Member, item);
        return items;
    });

    public Task<IReadOnlyList<StoredRecord>> FetchAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        CallAsync(async worker =>
        {
            // Names that are asked for are told too.
            foreach (var id in ids) world.History.Told(worker.Member, id, "");
            var records = await worker.Node.Service.FetchAsync(caller.Member, partition, ids, worker.Stopping);
            foreach (var record in records) world.Tell(caller.Member, record);
            return records;
        });

    public Task<ApplyAnswer> ApplyAsync(int partition, IReadOnlyList<StoredRecord> records, CancellationToken cancellation) =>
        CallAsync(worker =>
        {
            foreach (var record in records) world.Tell(worker.Member, record);
            return worker.Node.Service.ApplyAsync(caller.Member, partition, records, worker.Stopping);
        });

    public Task<IChangeSession> OpenAsync(CancellationToken cancellation) => CallAsync<IChangeSession>(worker =>
    {
        var session = new SimSession(world, caller, worker);
        session.Begin();
        return Task.FromResult<IChangeSession>(session);
    });

    private async Task<T> CallAsync<T>(Func<SimWorker, Task<T>> handle)
    {
        caller.MayFail();
        await caller.StepAsync();
        return await world.Network.CallAsync(caller.Region, region, async () =>
        {
            var alive = world.Region(region).Alive.ToList();
            if (alive.Count == 0) throw new IOException($"{region}: no worker");
            if (!world.AreMembers(caller.Region, region)) throw new IOException($"{caller.Region} and {region} are not both members");
            var worker = alive[world.Random.Next(alive.Count)];
            await worker.StepAsync();
            return await handle(worker);
        });
    }
}

/// <summary>A session over the simulated network: each message goes its own way.</summary>
internal sealed class SimSession(SimWorld world, SimWorker reader, SimWorker source) : IChangeSession
{
    private readonly Queue<IReadOnlyList<ChangeBatch>?> _arrived = [];
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(source.Stopping);
    private TaskCompletionSource? _waiting;
    private SourceSession? _session;

    public Member Peer => source.Member;

    public void Begin()
    {
        _session = source.Node.Open(reader.Member);
        _ = RunAsync();
        _ = EndAsync(_session.Ended);
    }

    public async ValueTask SendAsync(IReadOnlyList<ReaderMessage> messages, CancellationToken cancellation)
    {
        reader.MayFail();
        await reader.StepAsync();
        world.Network.Send(reader.Region, source.Region, () => _ = HandleAsync());

        async Task HandleAsync()
        {
            try
            {
                await source.StepAsync();
                await _session!.ReceiveAsync(messages, _stop.Token);
            }
            catch (Exception)
            {
                // As gRPC does, whatever it was.
                End();
            }
        }
    }

    public async ValueTask<IReadOnlyList<ChangeBatch>?> ReceiveAsync(CancellationToken cancellation)
    {
        reader.MayFail();
        await reader.StepAsync();
        while (_arrived.Count == 0)
        {
            _waiting = new TaskCompletionSource();
            await using var registration = cancellation.UnsafeRegister(static waiting => ((TaskCompletionSource)waiting!).TrySetResult(), _waiting);
            await _waiting.Task;
            cancellation.ThrowIfCancellationRequested();
        }

        return _arrived.Dequeue();
    }

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        return ValueTask.CompletedTask;
    }

    private async Task RunAsync()
    {
        try
        {
            await _session!.RunAsync(
                async (batches, _) =>
                {
                    await source.StepAsync();
                    foreach (var record in batches.SelectMany(batch => batch.Records)) world.Tell(reader.Member, record);
                    world.Network.Send(source.Region, reader.Region, () => Arrive(batches));
                },
                _stop.Token);
        }
        catch (Exception)
        {
            End();
        }
    }

    private async Task EndAsync(Task ended)
    {
        await ended;
        End();
    }

    private void End()
    {
        source.Node.Close(_session!);
        _stop.Cancel();
        world.Network.Send(source.Region, reader.Region, () => Arrive(null));
    }

    private void Arrive(IReadOnlyList<ChangeBatch>? batches)
    {
        _arrived.Enqueue(batches);
        var waiting = _waiting;
        _waiting = null;
        waiting?.TrySetResult();
    }
}
