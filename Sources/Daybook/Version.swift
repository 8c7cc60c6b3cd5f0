/// What `daybook --version` prints and every report carries.
public let daybookVersion = "0.1.0"
