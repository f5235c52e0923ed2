using WedSync.Gateway;
using WedSync.Gateway.Routes;

if (args is not [var file])
{
    await Console.Error.WriteLineAsync($"Gateway: {args.Length} arguments; expected one, the file with the routes (routes.json).");
    return GatewayHost.ConfigurationRefused;
}

try
{
    await using var gateway = await GatewayHost.StartAsync(Path.GetFullPath(file), new GatewayOptions());
    await gateway.WaitForEndAsync();
    return 0;
}
catch (RoutesException exception)
{
    foreach (var error in exception.Errors) await Console.Error.WriteLineAsync(error);
    return GatewayHost.ConfigurationRefused;
}
catch (IOException exception)
{
    // An address that is taken, a key that cannot be read.
    await Console.Error.WriteLineAsync(exception.Message);
    return GatewayHost.ConfigurationRefused;
}
