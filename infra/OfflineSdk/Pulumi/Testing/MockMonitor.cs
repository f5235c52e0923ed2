using System.Collections;
using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Does for a test what the engine does for a deployment, with the test's mocks in place of providers.</summary>
internal sealed class MockMonitor(IMocks mocks, string stackName, string projectName)
{
    private readonly Lock _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly HashSet<(string Type, string Name)> _identities = [];
    private readonly Dictionary<string, Registered> _byUrn = [];

    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_gate)
                return [.. _resources];
        }
    }

    public async Task<Registered> RegisterAsync(Resource resource, ResourceRequest request)
    {
        Enter(resource);
        var urn = UrnOf(resource, request);
        if (resource is Stack)
            return new Registered(urn, "", new Dictionary<string, OutputData>());

        var (id, properties) = await NewResourceAsync(resource, request, request.ImportId).ConfigureAwait(false);
        return Remember(new Registered(urn, id ?? request.ImportId, properties));
    }

    public async Task<Registered> ReadAsync(Resource resource, ResourceRequest request, string id)
    {
        var (mockId, properties) = await NewResourceAsync(resource, request, id).ConfigureAwait(false);
        Enter(resource);
        var registered = Remember(new Registered(UrnOf(resource, request), mockId, properties));
        return registered with { Id = id };
    }

    /// <summary>A resource that was registered or read before.</summary>
    public Registered Get(string urn)
    {
        lock (_gate)
        {
            return _byUrn.TryGetValue(urn, out var registered)
                ? registered
                : throw new InvalidOperationException($"Unknown resource {urn}");
        }
    }

    public async Task<Dictionary<string, OutputData>> InvokeAsync(
        string token, Dictionary<string, OutputData> args, string provider)
    {
        var plain = Plain(args);
        var result = await mocks.CallAsync(new MockCallArgs { Token = token, Args = plain, Provider = provider })
            .ConfigureAwait(false);
        return await EncodeAsync(result, plain).ConfigureAwait(false);
    }

    public Task RegisterOutputsAsync(string urn, Dictionary<string, OutputData> outputs) =>
        mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(urn, outputs.ToImmutableDictionary(
            output => output.Key, output => new Output<object?>(Task.FromResult(output.Value)))));

    private async Task<(string? Id, Dictionary<string, OutputData> Properties)> NewResourceAsync(
        Resource resource, ResourceRequest request, string id)
    {
        var inputs = Plain(request.Inputs);
        var (newId, state) = await mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Inputs = inputs,
            Provider = request.Provider,
            Id = id,
        }).ConfigureAwait(false);
        return (newId, await EncodeAsync(state, inputs).ConfigureAwait(false));
    }

    /// <summary>Lists the resource, or refuses one with an identity that another has: so would the engine.</summary>
    private void Enter(Resource resource)
    {
        var identity = (resource.QualifiedType, resource.GetResourceName());
        lock (_gate)
        {
            if (!_identities.Add(identity))
            {
                throw new RunException(
                    $"Duplicate resource URN 'urn:pulumi:{stackName}::{projectName}::{identity.QualifiedType}::{identity.Item2}'; "
                    + "try giving it a unique name");
            }

            _resources.Add(resource);
        }
    }

    private Registered Remember(Registered registered)
    {
        lock (_gate)
            _byUrn[registered.Urn] = registered;
        return registered;
    }

    /// <summary>The URN as the official mocks make it: of the parents' types it holds the outermost alone, which is the stack's.</summary>
    private string UrnOf(Resource resource, ResourceRequest request)
    {
        var type = resource.GetResourceType();
        if (request.ParentUrn.Length > 0)
            type = $"{request.ParentUrn.Split("::")[2].Split('$')[0]}${type}";
        return $"urn:pulumi:{stackName}::{projectName}::{type}::{resource.GetResourceName()}";
    }

    private static ImmutableDictionary<string, object> Plain(Dictionary<string, OutputData> properties)
    {
        var plain = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (name, data) in properties)
        {
            if (data is { IsKnown: true, Value: { } value })
                plain.Add(name, value);
        }

        return plain.ToImmutable();
    }

    /// <summary>Encodes what a mock returned. What it passed on from the inputs is encoded already.</summary>
    private static async Task<Dictionary<string, OutputData>> EncodeAsync(object returned, ImmutableDictionary<string, object> inputs)
    {
        var encoded = new Dictionary<string, OutputData>();
        foreach (var (name, value) in Entries(returned))
        {
            if (value is not null && inputs.TryGetValue(name, out var input) && ReferenceEquals(input, value))
                encoded.Add(name, OutputData.Known(value));
            else if (await PropertyEncoder.EncodeAsync($".{name}", value).ConfigureAwait(false) is { } data)
                encoded.Add(name, data);
        }

        return encoded;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(object returned) => returned switch
    {
        IEnumerable<KeyValuePair<string, object?>> entries => entries,
        InputArgs args => args.Read(),
        IDictionary map => map.Keys.OfType<string>().Select(key => KeyValuePair.Create(key, map[key])),
        _ => throw new InvalidOperationException(
            $"{returned?.GetType().FullName ?? "null"} is not a supported argument type: a mock returns a dictionary or arguments."),
    };
}

/// <summary>What is known of a resource when it is handed to the engine.</summary>
internal sealed record ResourceRequest(Dictionary<string, OutputData> Inputs, string ParentUrn, string Provider, string ImportId);

/// <summary>What the engine knows of a resource afterwards.</summary>
internal sealed record Registered(string Urn, string? Id, IReadOnlyDictionary<string, OutputData> Properties);
