using System.Collections.Immutable;
using Pulumi.Testing;

namespace WedSync.Planning.Mocks;

/// <summary>
/// Stands for the engine and the providers. Strict: a resource type, function or stack that is not in the tables is refused, so
/// a mistyped token never passes as a resource.
/// </summary>
internal sealed class StrictMocks(PlanRequest request) : IMocks
{
    private readonly Lock _lock = new();
    private readonly List<string> _errors = [];

    /// <summary>Refusals so far.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_lock)
            {
                return [.. _errors.Distinct()];
            }
        }
    }

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        var type = args.Type ?? "";
        if (type == StackReferences.Type)
        {
            return Task.FromResult(ReadStack(args));
        }

        if (IsComponent(type))
        {
            return Task.FromResult<(string?, object)>((null, args.Inputs));
        }

        if (KnownTypes.Find(type) is not { } known)
        {
            throw Refuse($"resource '{args.Name}': unknown type '{type}'; allowed: the types that tools/Command/Planning/Mocks lists. "
                + "Mend the token, or add the type there with what its provider answers.");
        }

        // A new stack's preview knows neither ids nor what a cloud assigns; a resource that is only read has its id.
        var readId = string.IsNullOrEmpty(args.Id) ? null : args.Id;
        if (request.IsPreview && readId is null)
        {
            return Task.FromResult<(string?, object)>((null, args.Inputs));
        }

        var answer = known.Answer(args.Name ?? "", args.Inputs);
        return Task.FromResult<(string?, object)>((readId ?? answer.Id, answer.State));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        if (KnownFunctions.Answer(args.Token ?? "", args.Args) is { } answer)
        {
            return Task.FromResult<object>(answer);
        }

        throw Refuse($"unknown function '{args.Token}'; allowed: {string.Join(", ", KnownFunctions.Tokens)}. "
            + "Mend the token, or add the function to tools/Command/Planning/Mocks.");
    }

    private (string? Id, object State) ReadStack(MockResourceArgs args)
    {
        var name = args.Inputs.GetValueOrDefault("name") as string ?? args.Name ?? "";
        if (!request.StackOutputs.TryGetValue(name, out var outputs))
        {
            var allowed = request.StackOutputs.Count == 0 ? "none" : string.Join(", ", request.StackOutputs.Keys.Order(StringComparer.Ordinal));
            throw Refuse($"reference to stack '{name}': its outputs are not given; given: {allowed}. Add them to the plan's request.");
        }

        return (name, StackReferences.State(name, outputs));
    }

    private PlanException Refuse(string error)
    {
        lock (_lock)
        {
            _errors.Add(error);
        }

        return new PlanException(error);
    }

    private static bool IsComponent(string type) => type.StartsWith("wedsync:", StringComparison.Ordinal);
}

/// <summary>References to other stacks.</summary>
internal static class StackReferences
{
    public const string Type = "pulumi:pulumi:StackReference";

    public static object State(string name, IReadOnlyDictionary<string, object> outputs) => new Dictionary<string, object>
    {
        ["name"] = name,
        ["outputs"] = outputs.ToImmutableDictionary(),
        ["secretOutputNames"] = ImmutableArray<string>.Empty,
    };
}
