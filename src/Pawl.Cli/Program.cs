using Pawl.Cli.CommandLine;

return await CommandTree.InvokeAsync(args);
