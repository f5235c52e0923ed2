namespace WedSync.SyncWorker.Protocol;

/// <summary>The sync workers of another region. Every call may fail, come twice or never return: callers set a time limit.</summary>
internal interface IPeer
{
    /// <summary>Opens a session on which the peer sends what its region writes.</summary>
    Task<IChangeSession> OpenAsync(CancellationToken cancellation);

    Task<IReadOnlyList<DigestAnswer>> DigestAsync(IReadOnlyList<DigestQuery> queries, CancellationToken cancellation);

    Task<IReadOnlyList<Item>> ListAsync(ListQuery query, CancellationToken cancellation);

    Task<IReadOnlyList<StoredRecord>> FetchAsync(int partition, IReadOnlyList<string> ids, CancellationToken cancellation);

    Task<ApplyAnswer> ApplyAsync(int partition, IReadOnlyList<StoredRecord> records, CancellationToken cancellation);
}

/// <summary>The reader's end of a session.</summary>
internal interface IChangeSession : IAsyncDisposable
{
    /// <summary>Whom the session is with.</summary>
    Member Peer { get; }

    ValueTask SendAsync(IReadOnlyList<ReaderMessage> messages, CancellationToken cancellation);

    /// <summary>The next batches; null when the session has ended.</summary>
    ValueTask<IReadOnlyList<ChangeBatch>?> ReceiveAsync(CancellationToken cancellation);
}
