namespace WedSync.SyncWorker.Protocol;

/// <summary>A region that takes part.</summary>
/// <param name="Region">Its name: origin of its writes.</param>
/// <param name="Residency">Its residency group; empty = none.</param>
internal sealed record Member(string Region, string Residency);
