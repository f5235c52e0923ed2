using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Testing;
using Pulumi.Utilities;
using WedSync.Planning.Mocks;
using WedSync.Planning.Recording;

namespace WedSync.Planning;

/// <summary>Runs a Pulumi program without an engine and records what it would deploy.</summary>
public static class PlanRunner
{
    /// <summary>Plans a program without outputs.</summary>
    /// <inheritdoc cref="RunAsync(PlanRequest, Func{IDictionary{string, object?}})"/>
    public static Task<Plan> RunAsync(PlanRequest request, Action program) => RunAsync(request, () =>
    {
        program();
        return new Dictionary<string, object?>();
    });

    /// <summary>Plans a program. Nothing is deployed and no network is used.</summary>
    /// <param name="request">Stack to plan and how.</param>
    /// <param name="program">Declares the resources and returns the stack's outputs.</param>
    /// <exception cref="PlanException">The program fails, declares a resource of an unknown type, calls an unknown function or
    /// declares two resources with one URN.</exception>
    public static async Task<Plan> RunAsync(PlanRequest request, Func<IDictionary<string, object?>> program)
    {
        var session = new PlanSession(program);
        var mocks = new StrictMocks(request);
        await RunProgramAsync(request, session, mocks);
        return Read(request, session);
    }

    private static async Task RunProgramAsync(PlanRequest request, PlanSession session, StrictMocks mocks)
    {
        // The SDK sets the process' exit code when a program fails; here a failed plan is an exception, not the end.
        var exitCode = Environment.ExitCode;
        try
        {
            await Deployment.TestWithServiceProviderAsync<PlanStack>(mocks, session, new TestOptions
            {
                StackName = request.StackName,
                ProjectName = request.ProjectName,
                OrganizationName = request.OrganizationName,
                IsPreview = request.IsPreview,
            });
        }
        catch (Exception e) when (e is RunException or AggregateException)
        {
            throw EngineErrors.ToPlanException(e, session.Failure, mocks.Errors);
        }
        finally
        {
            Environment.ExitCode = exitCode;
        }

        // A strict refusal counts even where the program catches it.
        if (mocks.Errors.Count > 0)
        {
            throw new PlanException(mocks.Errors);
        }
    }

    private static Plan Read(PlanRequest request, PlanSession session)
    {
        var recorder = session.Recorder;
        string UrnOf(Resource resource) => recorder.Find(resource)?.Urn(request.StackName, request.ProjectName) ?? "";
        var reader = new InputReader(UrnOf);
        var resources = recorder.All
            .Select(r => Read(r, reader, UrnOf))
            .OrderBy(r => r.Urn, StringComparer.Ordinal)
            .ToList();
        RefuseDuplicates(resources);
        return new Plan
        {
            StackName = request.StackName,
            IsPreview = request.IsPreview,
            Resources = resources,
            Outputs = ReadOutputs(reader, session.Outputs),
        };
    }

    private static PlannedResource Read(RecordedResource r, InputReader reader, Func<Resource, string> urnOf) => new()
    {
        Urn = urnOf(r.Resource),
        Type = r.Type,
        Name = r.Name,
        Parent = r.Parent is null ? null : urnOf(r.Parent.Resource),
        Provider = r.Provider is { } provider ? urnOf(provider) : null,
        IsComponent = r.Resource is not CustomResource,
        IsExternal = IsRead(r.Options.Id),
        Inputs = reader.ReadArgs(r.Args),
        Protect = r.Protect,
        RetainOnDelete = r.Options.RetainOnDelete ?? false,
        DeleteBeforeReplace = (r.Options as CustomResourceOptions)?.DeleteBeforeReplace ?? false,
        IgnoreChanges = [.. r.Options.IgnoreChanges],
        ReplaceOnChanges = [.. r.Options.ReplaceOnChanges],
        DependsOn = [.. Resolve(r.Options.DependsOn).Select(urnOf).Distinct()],
        Aliases = [.. r.Options.Aliases.Select(a => Describe(OutputUtilities.GetValueAsync(a.ToOutput()).GetAwaiter().GetResult()))],
    };

    /// <summary>An empty id, which Kubernetes' classes always pass, means a new resource.</summary>
    private static bool IsRead(Input<string>? id)
    {
        if (id is null)
        {
            return false;
        }

        var output = id.ToOutput();
        return !OutputUtilities.GetIsKnownAsync(output).GetAwaiter().GetResult()
            || !string.IsNullOrEmpty(OutputUtilities.GetValueAsync(output).GetAwaiter().GetResult());
    }

    private static ImmutableArray<Resource> Resolve(InputList<Resource> resources)
    {
        var value = OutputUtilities.GetValueAsync(resources.ToOutput()).GetAwaiter().GetResult();
        return value.IsDefault ? [] : value;
    }

    private static string Describe(Alias alias) => alias.Urn ?? string.Join(", ", new[]
    {
        alias.Name is null ? null : $"name={Text(alias.Name)}",
        alias.Type is null ? null : $"type={Text(alias.Type)}",
        alias.NoParent ? "no parent" : null,
    }.OfType<string>());

    private static string Text(Input<string> value) => OutputUtilities.GetValueAsync(value.ToOutput()).GetAwaiter().GetResult();

    private static JsonObject ReadOutputs(InputReader reader, IDictionary<string, object?> outputs)
    {
        var result = new JsonObject();
        foreach (var (name, value) in outputs.OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            result[name] = reader.Read(value);
        }

        return result;
    }

    private static void RefuseDuplicates(IEnumerable<PlannedResource> resources)
    {
        var errors = resources
            .GroupBy(r => r.Urn)
            .Where(g => g.Count() > 1)
            .Select(g => $"{g.Count()} resources have the URN '{g.Key}'; allowed: one. Give each its own logical name or parent.")
            .ToList();
        if (errors.Count > 0)
        {
            throw new PlanException(errors);
        }
    }
}
