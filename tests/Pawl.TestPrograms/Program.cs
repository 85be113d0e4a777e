using Pawl.TestPrograms;

var programs = typeof(ITestProgram)
    .Assembly.GetTypes()
    .Where(type => type.IsClass && type.IsAssignableTo(typeof(ITestProgram)))
    .Select(type => (ITestProgram)Activator.CreateInstance(type)!)
    .ToDictionary(program => program.Verb);
if (args.Length > 0 && programs.TryGetValue(args[0], out var program))
{
    return await program.RunAsync(args[1..]);
}
await Console.Error.WriteLineAsync($"Expected one of the verbs {string.Join(", ", programs.Keys.Order())}; got '{args.FirstOrDefault()}'.");
return 2;
