using WedSync.Fuzzer.Generation;

namespace WedSync.Fuzzer.Running;

/// <summary>What is fuzzed.</summary>
internal interface ITarget : IAsyncDisposable
{
    Uri Address { get; }

    /// <summary>Who sends requests, with the token of each; empty = none.</summary>
    IReadOnlyDictionary<Caller, string> Tokens { get; }

    /// <summary>What the run has done to it that no answer shows, such as errors in its log; kind and detail.</summary>
    Task<IReadOnlyList<(string Kind, string Detail)>> FaultsAsync();
}
