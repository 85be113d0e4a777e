using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;
using Pawl.Text;
using Pawl.Web.Hosting;

namespace Pawl.Web.Tests.Harness;

/// <summary>A real server on a free port of 127.0.0.1 over a data root of its own, in this process. Nothing is mocked.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private Workbench(string dataRoot, RunStore store) => (DataRoot, Store) = (dataRoot, store);

    public string DataRoot { get; }

    public RunStore Store { get; }

    public WebServer Server { get; private set; } = null!;

    public Uri Address => Server.Address;

    /// <summary>Talks to the server as a script would; may do everything.</summary>
    public HttpClient Http { get; private set; } = null!;

    public static WorkloadCatalog Workloads { get; } = new([new CommandWorkload(), new TextWorkload()]);

    public static async Task<Workbench> StartAsync(Func<WebServerOptions, WebServerOptions>? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("pawl-web-").FullName;
        var bench = new Workbench(folder, RunStore.Open(Path.Combine(folder, "pawl.db"), TimeProvider.System));
        await bench.StartServerAsync(port: 0, options);
        return bench;
    }

    /// <summary>Ends the server and starts another on the same data root and port, as a restart of the program does.</summary>
    public async Task RestartAsync()
    {
        var port = Address.Port;
        Http.Dispose();
        await Server.DisposeAsync();
        await StartServerAsync(port, null);
    }

    public T Service<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    /// <summary>A page of the workbench as someone who may do everything sees it, in a browser profile of its own.</summary>
    /// <param name="watch">Is given the page before it goes anywhere.</param>
    public async Task<IPage> OpenAsync(
        Browser browser,
        string path = "/",
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        bool bypassPolicy = false,
        Action<IPage>? watch = null
    )
    {
        var page = await browser.OpenAsync(width, scheme: scheme, bypassPolicy: bypassPolicy);
        watch?.Invoke(page);
        await page.GotoAsync(new Uri(Address, path).ToString());
        return page;
    }

    /// <summary>A queued run of the workload <c>command</c>.</summary>
    public RunRecord Queue(string name, params string[] argv) =>
        Store.Create(new NewRun("command", name, null, CommandSpec(name, argv), RetryPolicy.Default, null));

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Store.Dispose();
        Directory.Delete(DataRoot, recursive: true);
    }

    private static string CommandSpec(string name, string[] argv)
    {
        var yaml = $"workload: command\nname: {Quoted(name)}\ncommand:\n  argv: [{string.Join(", ", argv.Select(Quoted))}]\n";
        var (_, spec) = Workloads.Resolve(new Runs.Specs.SpecSource(yaml, "test.yaml"), null, [], null);
        return Runs.Specs.SpecJson.WriteStored(spec);
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r")}\"";

    private async Task StartServerAsync(int port, Func<WebServerOptions, WebServerOptions>? options)
    {
        var plain = new WebServerOptions
        {
            DataRoot = DataRoot,
            Store = Store,
            Workloads = Workloads,
            Time = TimeProvider.System,
            Port = port,
        };
        Server = await WebServer.StartAsync(options?.Invoke(plain) ?? plain, CancellationToken.None);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
    }
}
