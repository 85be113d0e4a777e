using System.Globalization;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// <c>llm-server [--port N] [--journal FILE] [--seed N] [--fault NAME=PROBABILITY]… [--first NAME=CALLS]… [--maximum-faults N]
/// [--retry-after SECONDS] [--delay MILLISECONDS] [--latency MILLISECONDS] [--key KEY] [--answerer NAME]</c>: prints its address and serves
/// until its input ends, so that it does not outlive who started it.
/// </summary>
internal sealed class ChatServerProgram : ITestProgram
{
    public string Verb => "llm-server";

    public async Task<int> RunAsync(string[] arguments)
    {
        await using var server = ChatServer.Start(Options(arguments));
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static ChatServerOptions Options(string[] arguments)
    {
        var options = new ChatServerOptions();
        var script = new ChatScript();
        var faults = new Dictionary<ChatFault, double>();
        var first = new List<(ChatFault, int)>();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            (options, script) = arguments[i] switch
            {
                "--port" => (options with { Port = Whole(value) }, script),
                "--journal" => (options with { JournalPath = value }, script),
                "--key" => (options with { Key = value }, script),
                "--latency" => (options with { Latency = TimeSpan.FromMilliseconds(Whole(value)) }, script),
                "--answerer" => (options with { Answerer = Answerer(value) }, script),
                "--seed" => (options, script with { Seed = Whole(value) }),
                "--maximum-faults" => (options, script with { MaximumFaults = Whole(value) }),
                "--retry-after" => (options, script with { RetryAfter = TimeSpan.FromSeconds(Whole(value)) }),
                "--delay" => (options, script with { Delay = TimeSpan.FromMilliseconds(Whole(value)) }),
                "--fault" or "--first" => (options, script),
                _ => throw new ArgumentException($"llm-server does not know '{arguments[i]}'.", nameof(arguments)),
            };
            if (arguments[i] is "--fault" or "--first" && value.Split('=') is [var name, var number])
            {
                var fault = Enum.Parse<ChatFault>(name, ignoreCase: true);
                if (arguments[i] == "--fault")
                {
                    faults[fault] = double.Parse(number, CultureInfo.InvariantCulture);
                }
                else
                {
                    first.Add((fault, Whole(number)));
                }
            }
        }

        return options with
        {
            Script = script with { Faults = faults, First = first },
        };
    }

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static IChatAnswerer Answerer(string name) =>
        typeof(IChatAnswerer)
            .Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IChatAnswerer)))
            .Select(type => (IChatAnswerer)Activator.CreateInstance(type)!)
            .Single(answerer => answerer.Name == name);
}
