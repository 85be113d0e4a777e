using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Pawl.Evolutions;
using Pawl.Runs.Access;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;
using Pawl.Text;
using Pawl.Web.Access;
using Pawl.Web.Hosting;

namespace Pawl.Web.Tests.Harness;

/// <summary>A real server on a free port of 127.0.0.1 over a data root of its own, in this process. Nothing is mocked.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private static readonly Actor Tester = new("test", AccessRole.Approver);

    private readonly List<HttpClient> _clients = [];

    private Workbench(string dataRoot, RunStore store) => (DataRoot, Store) = (dataRoot, store);

    public string DataRoot { get; }

    public RunStore Store { get; }

    public WebServer Server { get; private set; } = null!;

    public Uri Address => Server.Address;

    /// <summary>Talks to the server as a script would; may do everything.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Talks to the server as nobody.</summary>
    public HttpClient AnonymousHttp { get; private set; } = null!;

    public static WorkloadCatalog Workloads { get; } = new([new CommandWorkload(), new TextWorkload(), new EvolveWorkload()]);

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
        DisposeClients();
        await Server.DisposeAsync();
        await StartServerAsync(port, null);
    }

    public T Service<T>()
        where T : notnull => Server.Services.GetRequiredService<T>();

    /// <summary>Talks to the server with a token of a role. Disposed of with the bench.</summary>
    public HttpClient HttpAs(AccessRole role)
    {
        var client = Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", Token(role).Text);
        return client;
    }

    /// <summary>A token that may be used again.</summary>
    public IssuedToken Token(AccessRole role, bool singleUse = false) =>
        Store.Access.CreateToken(new($"test {role.Word()}", role, TimeSpan.FromHours(1), singleUse), Tester);

    /// <summary>A signed-in browser's session and its cookie, as <c>name=value</c>.</summary>
    public (SignIn Session, string Cookie) Session(AccessRole role)
    {
        var signIn = Store.Access.SignIn(Token(role, singleUse: true).Text, "127.0.0.1", "test");
        return (signIn, $"{SessionCookie.Name(Address.Port)}={signIn.Cookie}");
    }

    /// <summary>A page of the workbench as someone of a role sees it, in a browser profile of its own.</summary>
    /// <param name="watch">Is given the page before it goes anywhere.</param>
    public async Task<IPage> OpenAsync(
        Browser browser,
        string path = "/",
        int width = 1280,
        ColorScheme scheme = ColorScheme.Light,
        bool bypassPolicy = false,
        Action<IPage>? watch = null,
        AccessRole role = AccessRole.Approver
    )
    {
        var page = await browser.OpenAsync(width, scheme: scheme, bypassPolicy: bypassPolicy);
        watch?.Invoke(page);
        var cookie = new Cookie
        {
            Name = SessionCookie.Name(Address.Port),
            Value = Session(role).Session.Cookie,
            Url = Address.ToString(),
            HttpOnly = true,
            SameSite = SameSiteAttribute.Strict,
        };
        await page.Context.AddCookiesAsync([cookie]);
        await page.GotoAsync(new Uri(Address, path).ToString());
        return page;
    }

    /// <summary>A queued run of the workload <c>command</c>.</summary>
    public RunRecord Queue(string name, params string[] argv) =>
        Store.Create(new NewRun("command", name, null, CommandSpec(name, argv), RetryPolicy.Default, null));

    public async ValueTask DisposeAsync()
    {
        DisposeClients();
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
        AnonymousHttp = Client();
        Http = HttpAs(AccessRole.Approver);
    }

    private HttpClient Client()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        _clients.Add(client);
        return client;
    }

    private void DisposeClients()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _clients.Clear();
    }
}
