using WedSync.SyncWorker.Protocol;

namespace WedSync.SyncWorker.Tests.Simulation;

/// <summary>Calls from a worker to some worker of another region, over the simulated network.</summary>
internal sealed class SimPeer(SimWorld world, SimWorker caller, string region) : IPeer
{
    public Task<IReadOnlyList<DigestAnswer>> DigestAsync(IReadOnlyList<DigestQuery> queries, CancellationToken cancellation) =>
        CallAsync(worker => worker.Node.Service.DigestAsync(caller.Member, queries, worker.Stopping));

    public Task<IReadOnlyList<Item>> ListAsync(ListQuery query, CancellationToken cancellation) =>
        CallAsync(worker => worker.Node.Service.ListAsync(caller.Member, query, worker.Stopping));

    public Task<IReadOnlyList<StoredRecord>> FetchAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation) =>
        CallAsync(worker => worker.Node.Service.FetchAsync(caller.Member, partition, ids, worker.Stopping));

    public Task<ApplyAnswer> ApplyAsync(int partition, IReadOnlyList<StoredRecord> records, CancellationToken cancellation) =>
        CallAsync(worker => worker.Node.Service.ApplyAsync(caller.Member, partition, records, worker.Stopping));

    public Task<IChangeSession> OpenAsync(CancellationToken cancellation) => CallAsync<IChangeSession>(worker =>
    {
        var session = new SimSession(world, caller, worker);
        session.Begin();
        return Task.FromResult<IChangeSession>(session);
    });

    private async Task<T> CallAsync<T>(Func<SimWorker, Task<T>> handle)
    {
        await caller.StepAsync();
        return await world.Network.CallAsync(caller.Region, region, async () =>
        {
            var alive = world.Region(region).Workers.Where(worker => worker.IsAlive).ToList();
            if (alive.Count == 0) throw new IOException($"{region}: no worker");
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
    }

    public async ValueTask SendAsync(IReadOnlyList<ReaderMessage> messages, CancellationToken cancellation)
    {
        await reader.StepAsync();
        world.Network.Send(reader.Region, source.Region, () => _ = HandleAsync());

        async Task HandleAsync()
        {
            try
            {
                await source.StepAsync();
                await _session!.ReceiveAsync(messages, _stop.Token);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                End();
            }
        }
    }

    public async ValueTask<IReadOnlyList<ChangeBatch>?> ReceiveAsync(CancellationToken cancellation)
    {
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
                    world.Network.Send(source.Region, reader.Region, () => Arrive(batches));
                },
                _stop.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            End();
        }
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
