using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pawl.Runs.Model;
using Pawl.Runs.Submissions;
using Pawl.Web.Access;
using Pawl.Web.Api.OpenApi;

namespace Pawl.Web.Hosting;

/// <summary>The workbench: REST API, live events and pages over one data root. Reads nothing from its working folder or environment.</summary>
public sealed class WebServer : IAsyncDisposable
{
    private static readonly string[] NoPages = ["/api", "/parts", "/live", "/assets", "/health", "/metrics"];

    private readonly WebApplication _application;

    private WebServer(WebApplication application) => _application = application;

    /// <value>Where it listens, with the port it got.</value>
    public Uri Address =>
        new(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    internal IServiceProvider Services => _application.Services;

    /// <summary>Starts to listen.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<WebServer> StartAsync(WebServerOptions options, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.Bound(options);
                kestrel.Listen(options.Bind, options.Port, listen => listen.UseTls(options));
            });
        builder.Logging.AddFilter(level => level >= LogLevel.Warning);
        builder.Logging.AddProvider(new ServerLog(options.DataRoot, options.Time));
        AddServices(builder.Services, options);
        var application = builder.Build();
        Pipeline(application);
        try
        {
            await application.StartAsync(cancellation);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return new WebServer(application);
    }

    /// <summary>Takes no more requests, ends the streams of live events, and returns once all is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(CancellationToken.None);
        await _application.DisposeAsync();
    }

    private static void AddServices(IServiceCollection services, WebServerOptions options)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        services.AddSingleton(options);
        services.AddSingleton(options.Store);
        services.AddSingleton(options.Workloads);
        services.AddSingleton(options.Time);
        services.AddSingleton(new RunCommands(options.Store, options.DataRoot, options.Time));
        services.AddRoutingCore();
        services.AddRazorComponents();
        services.AddAccess();
        services.AddHttpContextAccessor();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<ViewFaults>();
        services.AddSingleton<Live.StoreWatch>();
        services.AddSingleton(new Pawl.Runs.Metrics.MetricCache());
        services.AddSingleton<Health.HealthReader>();
        services.AddSingleton<Telemetry.ServerMetrics>();
        services.AddSingleton(provider => new Telemetry.PrometheusText(provider.GetRequiredService<Telemetry.ServerMetrics>().Meter));
        services.AddApiDescription(options);
        services.AddSingleton(new Pawl.Runs.Specs.ProfileStore(options.DataRoot, options.Workloads));
        services.AddSingleton<Views.Forms.SpecForms>();
        services.AddSingleton<Playground.ModelShelf>();
        services.AddSingleton<Playground.SamplingDesk>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.DictionaryKeyPolicy = null;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // Dispose of the application must not dispose of the caller's store: it was registered as an instance, so it is left alone.
    }

    /// <summary>
    /// Whether a person asked, who is shown a page when there is nothing. A page that took every address would also take requests of the
    /// wrong method or media type from the API.
    /// </summary>
    private static bool IsPage(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && !NoPages.Any(prefix => http.Request.Path.StartsWithSegments(prefix));

    private static void Pipeline(WebApplication application)
    {
        application.UseSecurityHeaders();
        // From the first request on, not from the first time someone asks.
        application.Services.GetRequiredService<Telemetry.PrometheusText>();
        application.UseMiddleware<Telemetry.RequestTelemetry>();
        application.UseWhen(
            http => http.Request.Path.StartsWithSegments("/api"),
            api => api.UseMiddleware<Api.Problems.ProblemMiddleware>()
        );
        application.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found"));
        application.UseRouting();
        application.UseAccess();
        application.UseAntiforgery();
        application.MapAssets();
        SignInEndpoints.Map(application);
        Live.LiveEndpoints.Map(application);
        Pages.PartEndpoints.Map(application);
        Api.ApiEndpoints.Map(application);
        Health.HealthEndpoints.Map(application);
        Telemetry.MetricsEndpoint.Map(application);
        application.MapRazorComponents<Layout.App>().RequireRole(AccessRole.Viewer);
    }
}
