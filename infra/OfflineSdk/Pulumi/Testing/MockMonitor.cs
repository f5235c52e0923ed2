using System.Collections;
using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi.Testing;

/// <summary>Does for a test what the engine does for a deployment, with the test's mocks in place of providers.</summary>
internal sealed class MockMonitor(IMocks mocks, string stackName, string projectName, bool isPreview)
{
    private readonly Lock _gate = new();
    private readonly List<Resource> _resources = [];
    private readonly HashSet<string> _identities = [];
    private readonly Dictionary<string, RegisteredState> _byUrn = [];

    public ImmutableArray<Resource> Resources
    {
        get
        {
            lock (_gate)
                return [.. _resources];
        }
    }

    /// <summary>The stack, of which the mocks are not told.</summary>
    public RegisteredState RegisterStack(Resource stack)
    {
        Enter(stack);
        return new RegisteredState(UrnOf(stack, parentUrn: ""), "", RegisteredState.NoProperties, !isPreview);
    }

    /// <summary>Asks the mocks for ID and state of a resource.</summary>
    public Task<(string? Id, object State)> SendAsync(Resource resource, ResourceRequest request)
    {
        Enter(resource);
        return mocks.NewResourceAsync(new MockResourceArgs
        {
            Type = resource.GetResourceType(),
            Name = resource.GetResourceName(),
            Inputs = request.PlainInputs,
            Provider = request.Provider,
            Id = request.ReadId.Length > 0 ? request.ReadId : request.ImportId,
        });
    }

    /// <summary>Registers the resource with what the mocks answered; or returns null, with what to wait for first.</summary>
    public RegisteredState? TryAccept(Resource resource, ResourceRequest request, string? id, object state, out Task? pending)
    {
        if (TryEncode(state, request.PlainInputs, out pending) is not { } properties)
            return null;
        var registered = new RegisteredState(UrnOf(resource, request.ParentUrn), id ?? request.ImportId, properties, !isPreview);
        lock (_gate)
            _byUrn[registered.Urn] = registered;

        // A resource that is read keeps the ID it was asked for by.
        return request.ReadId.Length > 0
            ? new RegisteredState(registered.Urn, request.ReadId, properties, !isPreview)
            : registered;
    }

    /// <summary>A resource that was registered or read before.</summary>
    public RegisteredState Get(string urn)
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
        var plain = ResourceRequest.Plain(args);
        var result = await mocks.CallAsync(new MockCallArgs { Token = token, Args = plain, Provider = provider })
            .ConfigureAwait(false);
        while (true)
        {
            if (TryEncode(result, plain, out var pending) is { } encoded)
                return encoded;
            await pending!.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public Task RegisterOutputsAsync(string urn, Dictionary<string, OutputData> outputs)
    {
        var all = ImmutableDictionary.CreateBuilder<string, Output<object?>>();
        foreach (var (name, data) in outputs)
            all.Add(name, new Output<object?>(Task.FromResult(data)));
        return mocks.RegisterResourceOutputs(new MockRegisterResourceOutputsRequest(urn, all.ToImmutable()));
    }

    /// <summary>Lists the resource, or refuses one with an identity that another has: so would the engine.</summary>
    private void Enter(Resource resource)
    {
        var identity = $"{resource.QualifiedType}::{resource.GetResourceName()}";
        lock (_gate)
        {
            if (!_identities.Add(identity))
            {
                throw new RunException(
                    $"Duplicate resource URN 'urn:pulumi:{stackName}::{projectName}::{identity}'; try giving it a unique name");
            }

            _resources.Add(resource);
        }
    }

    /// <summary>The URN as the official mocks make it: of the parents' types it holds the outermost alone, which is the stack's.</summary>
    private string UrnOf(Resource resource, string parentUrn)
    {
        var type = resource.GetResourceType();
        if (parentUrn.Length > 0)
            type = $"{parentUrn.Split("::")[2].Split('$')[0]}${type}";
        return $"urn:pulumi:{stackName}::{projectName}::{type}::{resource.GetResourceName()}";
    }

    /// <summary>Encodes what a mock returned. What it passed on from the inputs is encoded already.</summary>
    private static Dictionary<string, OutputData>? TryEncode(
        object returned, ImmutableDictionary<string, object> inputs, out Task? pending)
    {
        var encoded = new Dictionary<string, OutputData>();
        var others = new List<KeyValuePair<string, object?>>();
        foreach (var (name, value) in Entries(returned))
        {
            if (value is not null && inputs.TryGetValue(name, out var input) && ReferenceEquals(input, value))
                encoded.Add(name, OutputData.Known(value));
            else
                others.Add(KeyValuePair.Create(name, value));
        }

        if (PropertyEncoder.TryEncode("state", others, skipIdentity: false, out pending) is not { } rest)
            return null;
        foreach (var (name, data) in rest)
            encoded.Add(name, data);
        return encoded;
    }

    private static IEnumerable<KeyValuePair<string, object?>> Entries(object returned)
    {
        if (returned is IEnumerable<KeyValuePair<string, object?>> entries)
            return entries;
        if (returned is InputArgs args)
            return args.Read();
        if (returned is IDictionary map)
            return map.Keys.OfType<string>().Select(key => KeyValuePair.Create(key, map[key]));
        throw new InvalidOperationException(
            $"{returned?.GetType().FullName ?? "null"} is not a supported argument type: a mock returns a dictionary or arguments.");
    }
}
