using System.CommandLine;
using System.ComponentModel;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Cli.Output;
using Pawl.Cli.Serving;
using Pawl.Runs.Access;
using Pawl.Runs.Workers;
using Pawl.Web.Hosting;
using Pawl.Web.Telemetry;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl up</c>: the workbench in the browser, and a worker beside it.</summary>
internal static class UpVerb
{
    private const int HighestPort = 65_535;
    private const int MostConcurrency = 256;

    private static readonly Option<string> Bind = BindAddress.Option();
    private static readonly Option<int> Port = new Option<int>("--port")
    {
        Description = "Where to listen; 0 takes any free port",
        HelpName = "N",
        DefaultValueFactory = _ => WebServerOptions.DefaultPort,
    }.Between(0, HighestPort);
    private static readonly Option<bool> NoWorker = new("--no-worker") { Description = "Serve only; runs wait for a 'pawl worker'" };
    private static readonly Option<bool> Open = new("--open") { Description = "Open the browser" };
    private static readonly Option<bool> Insecure = new("--insecure")
    {
        Description = "Allow --bind beyond this machine without TLS: whoever is on the way can read along and act as you",
    };
    private static readonly Option<string?> Certificate = new("--certificate")
    {
        Description = $"Speak TLS: a PEM file, or .pfx with its password in ${ServerCertificate.PasswordVariable}",
        HelpName = "PATH",
    };
    private static readonly Option<string?> CertificateKey = new("--certificate-key")
    {
        Description = "Private key of the certificate, PEM; not needed when it is in the same file",
        HelpName = "PATH",
    };
    private static readonly Option<string[]> AllowedHost = new("--allowed-host")
    {
        Description = "A name browsers may call this server by, besides localhost and the bound address; may be given several times",
        HelpName = "NAME",
    };
    private static readonly Option<int> Concurrency = new Option<int>("--concurrency")
    {
        Description = $"Runs at a time, 1..{MostConcurrency}; one training wants all cores",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    }.Between(1, MostConcurrency);

    private static readonly Option<string?> Otlp = new("--otlp")
    {
        Description =
            $"Send metrics and traces to this OpenTelemetry collector, such as http://localhost:4318; default ${OtlpExport.Variable}",
        HelpName = "URL",
    };

    /// <summary>Between two sendings of metrics: what most collectors expect.</summary>
    private static readonly TimeSpan ExportInterval = TimeSpan.FromSeconds(15);

    public static Verb Create()
    {
        var verb = new Verb("up", "Serve the workbench, and work on queued runs")
        {
            Examples =
            [
                ("pawl up", "Prints the address to open; Ctrl-C stops it, and running attempts go on with the next worker"),
                ("pawl up --open --concurrency 2", "Opens the browser, and works on two runs at a time"),
                ("pawl up --no-worker --port 8080", "Pages only; the work is done by 'pawl worker' processes, here or elsewhere"),
                (
                    "pawl up --bind 0.0.0.0 --certificate cert.pem --certificate-key key.pem --allowed-host pawl.example.org",
                    "For other machines, with TLS"
                ),
            ],
        };
        foreach (Option option in new Option[] { Bind, Port, Open, NoWorker, Concurrency, SharedOptions.Threads })
        {
            verb.Add(option);
        }

        foreach (Option option in new Option[] { Certificate, CertificateKey, AllowedHost, Insecure, Otlp, SharedOptions.Json })
        {
            verb.Add(option);
        }

        return verb.Does((invocation, _) => RunAsync(invocation));
    }

    private static async Task<int> RunAsync(Invocation invocation)
    {
        var interrupts = invocation.Interrupts;
        var options = Options(invocation);
        interrupts.HoldsProcesses = !invocation.Value(NoWorker);
        using var export = Export(invocation.Value(Otlp) ?? Environment.GetEnvironmentVariable(OtlpExport.Variable));
        var server = await StartAsync(invocation, options);
        Task work;
        try
        {
            var address = BindAddress.ForBrowsers(server.Address, options.Bind, options.AllowedHosts);
            using var note = ServerNote.Leave(invocation.Home, address);
            using var opening = Announce(invocation, options, address);
            work = invocation.Value(NoWorker) ? Task.Delay(Timeout.InfiniteTimeSpan, invocation.Time, interrupts.Soon) : Work(invocation);

            // A worker that fails ends the program: a page that takes runs nobody works on would be a lie.
            await Task.WhenAny(work, Task.Delay(Timeout.InfiniteTimeSpan, invocation.Time, interrupts.Soon));
        }
        finally
        {
            await server.DisposeAsync();
        }

        await work.ConfigureAwait(invocation.Value(NoWorker) ? ConfigureAwaitOptions.SuppressThrowing : ConfigureAwaitOptions.None);
        return ExitCode.Ok;
    }

    private static WebServerOptions Options(Invocation invocation)
    {
        var bind = BindAddress.Parse(invocation.Value(Bind))!;
        var path = invocation.Value(Certificate);
        if (path is null && invocation.Value(CertificateKey) is not null)
        {
            throw CliException.Usage("Expected --certificate with --certificate-key, got the key alone.");
        }

        BindAddress.Check(bind, path is not null, invocation.Value(Insecure));
        var (certificate, chain) = path is null ? (null, null) : ServerCertificate.Load(path, invocation.Value(CertificateKey));
        return new WebServerOptions
        {
            DataRoot = invocation.Home,
            Store = invocation.Store,
            Workloads = Workloads.Catalog,
            Time = invocation.Time,
            Bind = bind,
            Port = invocation.Value(Port),
            Certificate = certificate,
            CertificateChain = chain,
            AllowedHosts = invocation.Value(AllowedHost),
        };
    }

    private static async Task<WebServer> StartAsync(Invocation invocation, WebServerOptions options)
    {
        try
        {
            return await WebServer.StartAsync(options, invocation.Interrupts.Soon);
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            var same = ServerNote.Running(invocation.Home).FirstOrDefault(note => new Uri(note.Address).Port == options.Port);
            throw same is null
                ? CliException.Usage(
                    $"Expected port {options.Port} of {options.Bind} to be free; another program, or a pawl on another data root, listens there.",
                    "Take any free port with: pawl up --port 0"
                )
                : CliException.Usage(
                    $"Expected port {options.Port} of {options.Bind} to be free; pawl serves this data root there already, as process {same.Process}.",
                    $"Open {same.Address} and sign in there with a token of: pawl token new --role approver --once"
                );
        }
        catch (IOException fault)
        {
            throw new CliException(
                ExitCode.Usage,
                $"Expected to listen on {options.Bind} port {options.Port}: {fault.InnerException?.Message ?? fault.Message}",
                "Addresses of this machine are shown by: ip address",
                fault
            );
        }
    }

    private static BrowserOpening? Announce(Invocation invocation, WebServerOptions options, Uri address)
    {
        var issued = invocation.Store.Access.CreateOwnerToken(Environment.UserName, invocation.Actor);
        var signIn = new Uri(address, "/?token=" + issued.Text);
        invocation.Say($"Pawl is up: {address}");
        if (invocation.Json)
        {
            invocation.Terminal.WriteJson(
                new UpJson(signIn.AbsoluteUri, issued.Text, address.AbsoluteUri, Environment.ProcessId, invocation.Home),
                OutputJson.Default.UpJson
            );
            invocation.Terminal.Flush();
        }
        else
        {
            invocation.Say($"Sign in, once, within {NewAccessToken.SignInLifetime.TotalMinutes:0} minutes: {signIn}");
            invocation.Say("Another sign-in: pawl token new --role approver --once");
        }

        if (options.Certificate is null && !IPAddress.IsLoopback(options.Bind))
        {
            invocation.Say("There is no TLS (--insecure): whoever is on the way can read along and act as whoever signs in.");
        }

        try
        {
            return invocation.Value(Open) ? BrowserOpening.Start(invocation.Home, signIn) : null;
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or UnauthorizedAccessException)
        {
            invocation.Say($"The browser could not be opened ({fault.Message}); open the address yourself.");
            return null;
        }
    }

    private static Task Work(Invocation invocation)
    {
        var worker = new Worker(
            invocation.Store,
            invocation.Home,
            Workloads.Hosts(),
            ForegroundRun.Options(invocation, invocation.Value(Concurrency)),
            new WorkerTalk(invocation.Terminal.Talk, invocation.Time),
            invocation.Time
        );
        return worker.RunAsync(invocation.Interrupts.Soon, invocation.Interrupts.Now);
    }

    private static OtlpExport? Export(string? collector)
    {
        try
        {
            return OtlpExport.Parse(collector) is { } address ? new OtlpExport(address, ExportInterval) : null;
        }
        catch (FormatException error)
        {
            throw CliException.Usage(error.Message);
        }
    }
}
